package ankurah.npm;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.storage.Exclusion;
import ankurah.storage.MemoryStore;
import ankurah.web.Conformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The package is built as its users get it, and its own tests are run by node against servers of this build. */
class PackageTest {
    private static final Path PACKAGE = Path.of("ankurah");
    private static final Path REACT = Path.of("ankurah-react");
    private static final Path ENGINE = Path.of(System.getProperty("ankurah.engine"));

    private static final Path POLICY = Path.of(System.getProperty("ankurah.policy"));

    private static final String CONFORMANCE = System.getProperty("ankurah.browser.build");

    private static final List<String> COMPILE = List.of("node", "node_modules/typescript/bin/tsc", "-p", ".");

    /** For what starts many tabs and processes, on a machine that does other things as well. */
    private static final int LONG_SECONDS = 900;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void build() throws IOException {
        run(PACKAGE, 110, List.of("node", "../install.mjs", "."));
        run(PACKAGE, 100, COMPILE);
        run(PACKAGE, 100, List.of("node", "engine.mjs", absolute(ENGINE), "dist/core.mjs"));
        run(PACKAGE, 100, List.of("node", "engine.mjs", absolute(POLICY), "dist/policy-core.mjs"));
        run(REACT, 110, List.of("node", "../install.mjs", ".", "../ankurah"));
        run(REACT, 100, COMPILE);
        run(REACT, 100, List.of("node", "test/build.mjs"));
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }

    @Test
    void anEngineThatWasMadeSmallerComputesTheSame() throws IOException {
        test("test/engine.test.mjs", Map.of("ANKURAH_BROWSER_BUILD", CONFORMANCE));
    }

    @Test
    void theTypesAcceptWhatIsRightAndRefuseWhatIsWrong() throws IOException {
        run(PACKAGE, 100, List.of("node", "node_modules/typescript/bin/tsc", "-p", "test"));
    }

    @Test
    void modelsAndQueriesAreWhatTheySay() throws IOException {
        test("test/model.test.mjs");
    }

    @Test
    void aPolicyCanBeAskedWithoutAServer() throws IOException {
        test("test/policy.test.mjs");
    }

    @Test
    void aClientInNodeWorksWithAServer() throws IOException {
        test("test/client.test.mjs");
    }

    @Test
    void clientsAtAnEntitySeeEachOther() throws IOException {
        test("test/presence.test.mjs");
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
        test(PACKAGE, LONG_SECONDS, "test/tabs.test.mjs", Map.of());
    }

    @Test
    @Timeout(LONG_SECONDS + 10)
    void seededSchedulesConverge() throws IOException {
        test(PACKAGE, LONG_SECONDS, "test/schedules.test.mjs", Map.of());
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

    @Test
    void signalsAreUpToDateAndEndWhereTheyAreLeft() throws IOException {
        test("test/signals.test.mjs");
    }

    @Test
    void anEditorIsBoundToATextAsItIs() throws IOException {
        test("test/codemirror.test.mjs");
    }

    @Test
    void aClientPagesUndoesAndReadsHistories() throws IOException {
        test("test/face.test.mjs");
    }

    /** Their builds for node render once and do not react. */
    @Test
    void otherFrameworksFollowQueriesToo() throws IOException {
        run(
                PACKAGE,
                300,
                List.of("node", "--conditions=browser", "--test", "--test-reporter=spec", "test/adapters.test.mjs"));
    }

    @Test
    void modelsOfJavaAreFetchedAsTypeScript() throws IOException {
        test("test/fetched.test.mjs");
    }

    @Test
    void aTextIsADocumentOfYjs() throws IOException {
        test("test/yjs.test.mjs");
    }

    /** The React that is supported from, the newest, and the newest with what the React Compiler makes of components. */
    @ParameterizedTest
    @ValueSource(strings = {"18", "19", "compiled"})
    void componentsShowWhatTheirHooksFollowAndLeaveNothingBehind(String react) throws IOException {
        for (String file : List.of("hooks", "text", "server")) {
            test(REACT, "test/out/" + file + ".test." + react + ".mjs", Map.of());
        }
    }

    private static void test(String file) throws IOException {
        test(PACKAGE, file, Map.of());
    }

    private static void test(String file, Map<String, String> environment) throws IOException {
        test(PACKAGE, file, environment);
    }

    private static void test(Path folder, String file, Map<String, String> environment) throws IOException {
        test(folder, 300, file, environment);
    }

    private static void test(Path folder, int seconds, String file, Map<String, String> environment)
            throws IOException {
        run(folder, seconds, List.of("node", "--test", "--test-reporter=spec", file), environment);
    }

    private static void run(Path folder, int seconds, List<String> command) throws IOException {
        run(folder, seconds, command, Map.of());
    }

    private static void run(Path in, int seconds, List<String> command, Map<String, String> environment)
            throws IOException {
        Path out = Files.createTempFile(folder, "node", ".out");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(in.toFile())
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
