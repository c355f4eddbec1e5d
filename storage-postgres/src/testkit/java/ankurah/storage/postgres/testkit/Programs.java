package ankurah.storage.postgres.testkit;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where initdb and pg_ctl of a Postgres of 15 or newer are: installed, or brought along by the tests, which {@code
 * -Dankurah.postgres.embedded=true} asks for.
 */
final class Programs {
    private static final int LEAST_VERSION = 15;

    private Programs() {}

    /**
     * A folder with the programs.
     *
     * @param work a folder into which they may be unpacked
     */
    static Path find(Path work) {
        if (Boolean.getBoolean("ankurah.postgres.embedded")) {
            return unpacked(work);
        }
        List<Path> places = new ArrayList<>();
        installed(places);
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            places.add(Path.of(folder));
        }
        for (Path place : places) {
            if (version(place) >= LEAST_VERSION) {
                return place;
            }
        }
        return unpacked(work);
    }

    private static void installed(List<Path> places) {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> versions = Files.list(all)) {
            versions.map(version -> version.resolve("bin")).sorted().forEach(places::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Path folder) {
        Path initdb = folder.resolve("initdb");
        if (!Files.isExecutable(initdb) || !Files.isExecutable(folder.resolve("pg_ctl"))) {
            return 0;
        }
        try {
            Process asked = new ProcessBuilder(initdb.toString(), "--version").start();
            String said = new String(asked.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            java.util.regex.Matcher number =
                    java.util.regex.Pattern.compile("(\\d+)").matcher(said);
            return number.find() ? Integer.parseInt(number.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static Path unpacked(Path work) {
        String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT).equals("aarch64") ? "arm_64" : "x86_64";
        @Nullable InputStream archive = null;
        try {
            archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
            if (archive == null) {
                throw none(null);
            }
            Path packed = work.resolve("postgres.txz");
            Files.copy(archive, packed);
            int ended = new ProcessBuilder("tar", "-xJf", packed.toString(), "-C", work.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (ended != 0) {
                throw none(null);
            }
            return work.resolve("bin");
        } catch (IOException | IllegalStateException e) {
            throw none(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw none(e);
        }
    }

    private static AssertionError none(@Nullable Exception e) {
        return new AssertionError(
                "these tests need a Postgres of version " + LEAST_VERSION + " or newer: install the package postgresql,"
                        + " or put the folder of its initdb and pg_ctl on the PATH",
                e);
    }
}
