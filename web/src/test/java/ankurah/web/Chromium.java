package ankurah.web;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the browser is. */
final class Chromium {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
    private static final List<Path> MAC = List.of(
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));

    private Chromium() {}

    static String find() {
        String named = System.getenv("CHROMIUM");
        if (named != null && !named.isEmpty()) {
            return named;
        }
        for (Path candidate : candidates()) {
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        throw new AssertionError("Chromium not found: install it (on Debian: apt-get install chromium), or name its"
                + " executable in the environment variable CHROMIUM");
    }

    private static List<Path> candidates() {
        List<Path> candidates = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            NAMES.forEach(name -> candidates.add(Path.of(folder, name)));
        }
        candidates.addAll(MAC);
        return candidates;
    }
}
