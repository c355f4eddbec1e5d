package ankurah.server.internal.site;

import ankurah.event.AnkurahException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder, by the paths they are asked for by. They are read once, so a request names one of them or nothing:
 * no path leads out of the folder.
 */
public final class SiteFiles {
    private static final long MOST_BYTES = 64L << 20;
    private static final String INDEX = "/index.html";

    private final Map<String, SiteFile> files;

    private SiteFiles(Map<String, SiteFile> files) {
        this.files = Map.copyOf(files);
    }

    /**
     * @throws AnkurahException.NotFound {@code server.site} for a folder without an index.html, that cannot be read, or with
     *     more than 64 MiB in it
     */
    public static SiteFiles read(Path folder) {
        Map<String, SiteFile> files = new HashMap<>();
        long bytes = 0;
        try {
            for (Path file : list(folder)) {
                bytes += Files.size(file);
                if (bytes > MOST_BYTES) {
                    throw missing(folder, "has more than 64 MiB in it", null);
                }
                String name = folder.relativize(file).toString().replace('\\', '/');
                files.put("/" + name, SiteFile.of(name, Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw missing(folder, "cannot be read: " + e.getMessage(), e);
        }
        SiteFile index = files.get(INDEX);
        if (index == null) {
            throw missing(folder, "has no index.html", null);
        }
        files.put("/", index);
        return new SiteFiles(files);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static AnkurahException missing(Path folder, String why, @Nullable Exception cause) {
        return new AnkurahException.NotFound("server.site", "the folder of the page, " + folder + ", " + why, cause);
    }

    @Nullable
    SiteFile find(String path) {
        return files.get(path);
    }
}
