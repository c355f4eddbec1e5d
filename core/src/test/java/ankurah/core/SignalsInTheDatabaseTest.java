package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.docs.PageExamples;
import ankurah.docs.PageExamples.Example;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/signals.md that needs a database is compiled, run, and prints what the page says. */
class SignalsInTheDatabaseTest {
    private static final Path PAGE = Path.of("..", "docs", "signals.md");
    private static final String IMPORTS = "import ankurah.core.*; import ankurah.event.*; import ankurah.storage.*;"
            + " import java.util.*; import java.util.concurrent.*;";

    @TempDir
    Path folder;

    @Test
    void thePageShowsWhatHappens() throws Exception {
        Example example = PageExamples.of(PAGE).get("In the database");
        assertThat(example).isNotNull();
        assertThat(PageExamples.run(example, IMPORTS, folder)).isEqualTo(example.output());
    }
}
