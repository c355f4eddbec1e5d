package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.docs.PageExamples;
import ankurah.docs.PageExamples.Example;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/history.md shows is compiled and run, one example after the other, and prints what stands below. */
class HistoryPageTest {
    private static final String IMPORTS = "import ankurah.core.*; import ankurah.event.*; import ankurah.storage.*;"
            + " import java.time.Instant; import java.util.*;";

    @TempDir
    Path folder;

    @Test
    void thePageShowsWhatCompilesAndRuns() throws Exception {
        Map<String, Example> shown = PageExamples.of(Path.of("..", "docs", "history.md"));
        StringBuilder program =
                new StringBuilder("Node node = Node.durable(MemoryStorage.open(), Policy.allowAll());\n");
        StringBuilder output = new StringBuilder();
        for (Example example : shown.values()) {
            program.append(example.code());
            output.append(example.output());
        }
        assertThat(shown).hasSize(5);
        program.append("undo.close();\nnode.close();\n");
        assertThat(PageExamples.run(new Example("history", program.toString(), ""), IMPORTS, folder))
                .isEqualTo(output.toString());
    }
}
