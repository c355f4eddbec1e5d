package ankurah.storage.postgres;

import ankurah.storage.testkit.certificates.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/**
 * A certificate that a server signed itself, and its key, in files as Postgres wants them.
 *
 * @param certificate in PEM, for everybody
 * @param key in PEM, for the user that runs the server
 */
record Certificate(Path certificate, Path key) implements AutoCloseable {
    /** @param name whom it is for, as keytool writes that: {@code ip:...} or {@code dns:...} */
    static Certificate made(String name) throws Exception {
        Path folder = Files.createTempDirectory("ankurah-tls");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        SelfSigned made = SelfSigned.made(folder, name);
        Path certificate = Files.writeString(folder.resolve("server.crt"), made.certificatePem());
        Path key = Files.writeString(folder.resolve("server.key"), made.keyPem());
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
