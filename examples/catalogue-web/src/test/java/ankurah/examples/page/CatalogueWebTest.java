package ankurah.examples.page;

import ankurah.web.testkit.Subprocess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page is built as the demo builds it, and people with browsers and a Java client use it. */
@Timeout(410)
class CatalogueWebTest {
    private static final int BUILD_SECONDS = 400;
    private static final int TEST_SECONDS = 300;

    @BeforeAll
    static void build() {
        run(BUILD_SECONDS, List.of("node", "build.mjs", System.getProperty("ankurah.engine")));
    }

    @Test
    void twoPeopleAndAJavaClientEditTogetherOfflineTooAndAcrossAKilledServer() {
        test("test/together.test.mjs");
    }

    @Test
    void manyWindowsASlowNetworkAndPeopleWithoutAMouse() {
        test("test/windows.test.mjs");
    }

    private static void test(String file) {
        run(TEST_SECONDS, List.of("node", "--test", "--test-reporter=spec", file));
    }

    private static void run(int seconds, List<String> command) {
        Subprocess.run(Path.of("."), seconds, command, Map.of());
    }
}
