package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.docs.PageExamples;
import ankurah.docs.PageExamples.Example;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/text.md shows of texts in the database is compiled and run, one example after the other. */
class TextsInTheDatabaseTest {
    private static final String IMPORTS = "import ankurah.core.*; import ankurah.core.type.*; import ankurah.event.*;"
            + " import ankurah.storage.*; import ankurah.text.*; import java.util.*;";

    private static final String BEFORE = """
            Node node = Node.durable(MemoryStorage.open(), Policy.allowAll());
            Context ctx = node.context();
            """;
    private static final String FROM_AN_EDITOR = """
            TextDocument theirs = TextDocument.create(7);
            theirs.text("name").insert(0, "By Muse: ");
            byte[] update = theirs.encode();
            ctx.run(tx -> {
            """;
    private static final String AFTER = """
            });
            System.out.println(found.size() + " " + ctx.get(id).get("name").toString().contains("By Muse: "));
            node.close();
            """;

    @TempDir
    Path folder;

    @Test
    void thePageShowsWhatCompilesAndRuns() throws Exception {
        Map<String, Example> shown = PageExamples.of(Path.of("..", "docs", "text.md"));
        String program = BEFORE
                + code(shown, "In a transaction")
                + code(shown, "Typing")
                + FROM_AN_EDITOR
                + code(shown, "What is stored")
                + AFTER;
        assertThat(PageExamples.run(new Example("texts", program, ""), IMPORTS, folder))
                .contains("1 true");
    }

    private static String code(Map<String, Example> shown, String heading) {
        Example example = shown.get(heading);
        assertThat(example).as(heading).isNotNull();
        return example.code();
    }
}
