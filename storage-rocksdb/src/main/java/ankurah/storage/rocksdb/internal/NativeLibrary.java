package ankurah.storage.rocksdb.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Loads RocksDB's native code from a folder that later processes share. RocksDB itself unpacks it anew into the temporary
 * folder each time, and leaves its seventeen megabytes there when the process is killed.
 */
final class NativeLibrary {
    private static final System.Logger LOG = System.getLogger("ankurah.storage.rocksdb");
    private static final Set<PosixFilePermission> ONLY_OWNER = PosixFilePermissions.fromString("rwx------");

    private NativeLibrary() {}

    /** The class is initialised once, so the library is loaded once. */
    private static final class Loaded {
        static final boolean SHARED = load();

        private Loaded() {}
    }

    /** Loads the library if it is not loaded; true when it came from the shared folder. */
    static boolean require() {
        if (!Loaded.SHARED) {
            RocksDB.loadLibrary();
        }
        return Loaded.SHARED;
    }

    private static boolean load() {
        try {
            // In the jar it has one name; loaded from a folder it is looked for under the other.
            Path folder = unpack(
                    Environment.getJniLibraryFileName("rocksdb"), Environment.getJniLibraryFileName("rocksdbjni"));
            RocksDB.loadLibrary(List.of(folder.toString()));
            return true;
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            LOG.log(System.Logger.Level.DEBUG, "RocksDB unpacks its library itself", e);
            return false;
        }
    }

    /** The folder with the library, unpacked if it is not there. Nobody else may write to it. */
    private static Path unpack(String resource, String name) throws IOException {
        URL source = RocksDB.class.getClassLoader().getResource(resource);
        if (source == null) {
            throw new IOException(resource + " is not on the class path");
        }
        URLConnection connection = source.openConnection();
        long size = connection.getContentLengthLong();
        Path folder = Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("ankurah-rocksdb-" + System.getProperty("user.name") + "-" + fingerprint(connection, size));
        requirePrivate(folder);
        Path library = folder.resolve(name);
        if (!Files.exists(library) || Files.size(library) != size) {
            Path unpacked = Files.createTempFile(folder, "unpacking", ".part");
            try (InputStream in = source.openStream()) {
                Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
                Files.move(unpacked, library, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unpacked);
            }
        }
        return folder;
    }

    private static String fingerprint(URLConnection connection, long size) throws IOException {
        long crc =
                connection instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : 0;
        return Long.toHexString(size) + "-" + Long.toHexString(crc);
    }

    private static void requirePrivate(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!Files.isDirectory(folder)) {
            if (posix) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ONLY_OWNER));
            } else {
                Files.createDirectories(folder);
            }
        }
        String user = System.getProperty("user.name");
        if (posix
                && !(Files.getOwner(folder).getName().equals(user)
                        && Files.getPosixFilePermissions(folder).equals(ONLY_OWNER))) {
            throw new IOException(folder + " belongs to, or is open to, somebody else");
        }
    }
}
