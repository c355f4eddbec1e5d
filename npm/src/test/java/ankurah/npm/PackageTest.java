package ankurah.npm;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.storage.Exclusion;
import ankurah.storage.MemoryStore;
import ankurah.web.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The package is built as its users get it, and its own tests are run by node against servers of this build. */
class PackageTest {
    private static final Path PACKAGE = Path.of("ankurah");
    private static final Path ENGINE = Path.of(System.getProperty("ankurah.engine"));

    private static final String CONFORMANCE = System.getProperty("ankurah.browser.build");

    /** For what starts many tabs and processes, on a machine that does other things as well. */
    private static final int LONG_SECONDS = 900;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void build() throws IOException {
        run(100, List.of("node", "test/install.mjs"));
        run(100, List.of("node", "node_modules/typescript/bin/tsc", "-p", "."));
        Files.copy(ENGINE, PACKAGE.resolve("dist/core.mjs"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void theTypesAcceptWhatIsRightAndRefuseWhatIsWrong() throws IOException {
        run(100, List.of("node", "node_modules/typescript/bin/tsc", "-p", "test"));
    }

    @Test
    void modelsAndQueriesAreWhatTheySay() throws IOException {
        test("test/model.test.mjs");
    }

    @Test
    void aClientInNodeWorksWithAServer() throws IOException {
        test("test/client.test.mjs");
    }

    @Test
    void pagesAndAJavaClientShareAList() throws IOException {
        test("test/browser.test.mjs");
    }

    @Test
    void whatAPageStoresIsThereOrIsSaidNotToBe() throws IOException {
        test("test/disk.test.mjs");
    }

    @Test
    @Timeout(LONG_SECONDS + 10)
    void tabsShareADatabase() throws IOException {
        test(LONG_SECONDS, "test/tabs.test.mjs", Map.of());
    }

    @Test
    @Timeout(LONG_SECONDS + 10)
    void seededSchedulesConverge() throws IOException {
        test(LONG_SECONDS, "test/schedules.test.mjs", Map.of());
    }

    @Test
    void itWeighsNoMoreThanItMay() throws IOException {
        test("test/size.test.mjs");
    }

    @Test
    void theBrowsersStoreShowsWhatAnyOtherDoes() throws IOException {
        MemoryStore memory = new MemoryStore();
        Path expected =
                Files.writeString(folder.resolve("store.txt"), Conformance.store(() -> memory, Exclusion.monitor()));
        test("test/store.test.mjs", Map.of("ANKURAH_STORE", expected.toString(), "ANKURAH_BROWSER_BUILD", CONFORMANCE));
    }

    private static void test(String file) throws IOException {
        test(file, Map.of());
    }

    private static void test(String file, Map<String, String> environment) throws IOException {
        test(110, file, environment);
    }

    private static void test(int seconds, String file, Map<String, String> environment) throws IOException {
        run(seconds, List.of("node", "--test", "--test-reporter=spec", file), environment);
    }

    private static void run(int seconds, List<String> command) throws IOException {
        run(seconds, command, Map.of());
    }

    private static void run(int seconds, List<String> command, Map<String, String> environment) throws IOException {
        Path out = Files.createTempFile(folder, "node", ".out");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(PACKAGE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().putAll(environment);
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
