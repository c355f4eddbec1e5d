package ankurah.simulation.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The code on docs/simulation.md is that of this package, which is compiled and run. */
class PageTest {
    private static final Path HERE = Path.of("src", "test", "java", "ankurah", "simulation", "example");

    @Test
    void whatThePageShowsIsRun() throws IOException {
        String sources = "";
        for (String name : List.of("Item", "Shop", "ShopTest")) {
            sources += Files.readString(HERE.resolve(name + ".java"));
        }
        List<String> shown = codeOf(Files.readString(Path.of("..", "docs", "simulation.md")));
        assertThat(shown).hasSize(3);
        for (String code : shown) {
            assertThat(plain(sources)).contains(plain(code));
        }
    }

    private static List<String> codeOf(String page) {
        List<String> code = new ArrayList<>();
        for (int from = page.indexOf("```java\n"); from >= 0; from = page.indexOf("```java\n", from)) {
            int to = page.indexOf("```", from + 8);
            code.add(page.substring(from + 8, to));
            from = to;
        }
        return code;
    }

    /** Without indentation. */
    private static String plain(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }
}
