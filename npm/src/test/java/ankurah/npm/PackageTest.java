package ankurah.npm;

import ankurah.storage.Exclusion;
import ankurah.storage.MemoryStore;
import ankurah.web.Conformance;
import ankurah.web.testkit.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    static void build() {
        run(PACKAGE, 110, List.of("node", "../install.mjs", "."));
        run(PACKAGE, 100, COMPILE);
        run(PACKAGE, 100, List.of("node", "engine.mjs", absolute(ENGINE), "dist/core.mjs"));
        run(PACKAGE, 100, List.of("node", "engine.mjs", absolute(POLICY), "dist/policy-core.mjs"));
        run(PACKAGE, 100, List.of("node", "wasm.mjs", absolute(ENGINE.resolveSibling(""))));
        run(REACT, 110, List.of("node", "../install.mjs", ".", "../ankurah"));
        run(REACT, 100, COMPILE);
        run(REACT, 100, List.of("node", "test/build.mjs"));
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }

    @Test
    void anEngineThatWasMadeSmallerComputesTheSame() {
        test("test/engine.test.mjs", Map.of("ANKURAH_BROWSER_BUILD", CONFORMANCE));
    }

    @Test
    void theTypesAcceptWhatIsRightAndRefuseWhatIsWrong() {
        run(PACKAGE, 100, List.of("node", "node_modules/typescript/bin/tsc", "-p", "test"));
    }

    @Test
    void modelsAndQueriesAreWhatTheySay() {
        test("test/model.test.mjs");
    }

    @Test
    void aPolicyCanBeAskedWithoutAServer() {
        test("test/policy.test.mjs");
    }

    @Test
    void aClientInNodeWorksWithAServer() {
        test("test/client.test.mjs");
    }

    @Test
    void clientsAtAnEntitySeeEachOther() {
        test("test/presence.test.mjs");
    }

    @Test
    void pagesAndAJavaClientShareAList() {
        test("test/browser.test.mjs");
    }

    @Test
    void whatAPageStoresIsThereOrIsSaidNotToBe() {
        test("test/disk.test.mjs");
    }

    @Test
    @Timeout(LONG_SECONDS + 10)
    void tabsShareADatabase() {
        test(PACKAGE, LONG_SECONDS, "test/tabs.test.mjs", Map.of());
    }

    @Test
    @Timeout(LONG_SECONDS + 10)
    void seededSchedulesConverge() {
        test(PACKAGE, LONG_SECONDS, "test/schedules.test.mjs", Map.of());
    }

    @Test
    void itWeighsNoMoreThanItMay() {
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
    void signalsAreUpToDateAndEndWhereTheyAreLeft() {
        test("test/signals.test.mjs");
    }

    @Test
    void anEditorIsBoundToATextAsItIs() {
        test("test/codemirror.test.mjs");
    }

    @Test
    void editorsOfRichTextAreBoundUnchanged() {
        test("test/prosemirror.test.mjs");
    }

    @Test
    void aClientPagesUndoesAndReadsHistories() {
        test("test/face.test.mjs");
    }

    /** Their builds for node render once and do not react. */
    @Test
    void otherFrameworksFollowQueriesToo() {
        run(
                PACKAGE,
                300,
                List.of("node", "--conditions=browser", "--test", "--test-reporter=spec", "test/adapters.test.mjs"));
    }

    @Test
    void modelsOfJavaAreFetchedAsTypeScript() {
        test("test/fetched.test.mjs");
    }

    @Test
    void aTextIsADocumentOfYjs() {
        test("test/yjs.test.mjs");
    }

    /** The React that is supported from, the newest, and the newest with what the React Compiler makes of components. */
    @ParameterizedTest
    @ValueSource(strings = {"18", "19", "compiled"})
    void componentsShowWhatTheirHooksFollowAndLeaveNothingBehind(String react) {
        for (String file : List.of("hooks", "text", "server")) {
            test(REACT, "test/out/" + file + ".test." + react + ".mjs", Map.of());
        }
    }

    private static void test(String file) {
        test(PACKAGE, file, Map.of());
    }

    private static void test(String file, Map<String, String> environment) {
        test(PACKAGE, file, environment);
    }

    private static void test(Path folder, String file, Map<String, String> environment) {
        test(folder, 300, file, environment);
    }

    private static void test(Path folder, int seconds, String file, Map<String, String> environment) {
        Subprocess.run(folder, seconds, List.of("node", "--test", "--test-reporter=spec", file), environment);
    }

    private static void run(Path folder, int seconds, List<String> command) {
        Subprocess.run(folder, seconds, command, Map.of());
    }
}
