package ankurah.examples.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page is built as the demo builds it, and people with browsers and a Java client use it. */
@Timeout(410)
class CatalogueWebTest {
    private static final int BUILD_SECONDS = 400;
    private static final int TEST_SECONDS = 300;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void build() throws IOException {
        run(BUILD_SECONDS, List.of("node", "build.mjs", System.getProperty("ankurah.engine")));
    }

    @Test
    void twoPeopleAndAJavaClientEditTogetherOfflineTooAndAcrossAKilledServer() throws IOException {
        test("test/together.test.mjs");
    }

    @Test
    void manyWindowsASlowNetworkAndPeopleWithoutAMouse() throws IOException {
        test("test/windows.test.mjs");
    }

    private static void test(String file) throws IOException {
        run(TEST_SECONDS, List.of("node", "--test", "--test-reporter=spec", file));
    }

    private static void run(int seconds, List<String> command) throws IOException {
        Path out = Files.createTempFile(folder, "node", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment()
                .put("ANKURAH_JAVA", ProcessHandle.current().info().command().orElse("java"));
        builder.environment().put("ANKURAH_CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            assertThat(ended ? process.exitValue() : -1)
                    .as("%s ended with%n%s", String.join(" ", command), Files.readString(out))
                    .isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
