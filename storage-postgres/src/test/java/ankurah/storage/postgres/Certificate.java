package ankurah.storage.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that a server signed itself, made by the JDK's keytool, and its key, in files as Postgres wants them.
 *
 * @param certificate in PEM, for everybody
 * @param key in PEM, for the user that runs the server
 */
record Certificate(Path certificate, Path key) implements AutoCloseable {
    private static final String PASSWORD = "of the test";
    private static final long WAIT_SECONDS = 120;

    /** @param name whom it is for, as keytool writes that: {@code ip:...} or {@code dns:...} */
    static Certificate made(String name) throws Exception {
        Path folder = Files.createTempDirectory("ankurah-tls");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path store = folder.resolve("both.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=postgres",
                        "-ext",
                        "san=" + name,
                        "-ext",
                        "bc=ca:true",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        if (!keytool.waitFor(WAIT_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new AssertionError("keytool made no certificate");
        }
        KeyStore both = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            both.load(in, PASSWORD.toCharArray());
        }
        Path certificate = folder.resolve("server.crt");
        Files.writeString(
                certificate, pem("CERTIFICATE", both.getCertificate("server").getEncoded()));
        Path key = folder.resolve("server.key");
        Files.writeString(
                key,
                pem("PRIVATE KEY", both.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        giveToServer(key);
        return new Certificate(certificate, key);
    }

    /** Who is root has the server run by the user postgres, if there is one. */
    private static void giveToServer(Path key) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return;
        }
        try {
            Files.setOwner(
                    key, key.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        } catch (UserPrincipalNotFoundException e) {
            // Then it is run by nobody in particular, who may read what root has.
            return;
        }
    }

    private static String pem(String what, byte[] encoded) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    @Override
    public void close() {
        try (var files = Files.list(certificate.getParent())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(certificate.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
