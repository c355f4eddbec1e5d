package ankurah.storage.testkit.certificates;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that its owner signed itself, and its key, made by the JDK's keytool.
 *
 * @param keys holds both, and nothing else, under {@value #ALIAS}
 */
public record SelfSigned(KeyStore keys) {
    public static final String ALIAS = "own";

    private static final String PASSWORD = "of the test";
    private static final long WAIT_SECONDS = 120;

    /**
     * @param folder where nothing stays
     * @param subject whom it is for, as keytool writes that: {@code ip:...} or {@code dns:...}
     */
    public static SelfSigned made(Path folder, String subject)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("self-signed.p12");
        try {
            keytool(file, subject);
            return new SelfSigned(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void keytool(Path file, String subject) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + ALIAS,
                        "-ext",
                        "san=" + subject,
                        "-ext",
                        "bc=ca:true",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        try {
            if (!keytool.waitFor(WAIT_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new AssertionError("keytool made no certificate");
            }
        } finally {
            keytool.destroyForcibly();
        }
    }

    public char[] password() {
        return PASSWORD.toCharArray();
    }

    /** The certificate in PEM, for everybody. */
    public String certificatePem() throws GeneralSecurityException {
        return pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
    }

    /** The key in PEM, for its owner. */
    public String keyPem() throws GeneralSecurityException {
        return pem("PRIVATE KEY", keys.getKey(ALIAS, password()).getEncoded());
    }

    private static String pem(String what, byte[] encoded) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
