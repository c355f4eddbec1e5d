package ankurah.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.docs.PageExamples;
import ankurah.docs.PageExamples.Example;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/policy.md on testing rules is compiled, run, and prints what the page says. */
class PolicyPageTest {
    private static final String IMPORTS = """
            import ankurah.core.*;
            import ankurah.core.rules.*;
            import ankurah.event.*;
            import java.util.*;
            """;

    @TempDir
    Path folder;

    @Test
    void rulesAreTestedAsThePageShows() throws Exception {
        Example example = Objects.requireNonNull(
                PageExamples.of(Path.of("..", "docs", "policy.md")).get("Testing rules"));
        assertThat(PageExamples.run(example, IMPORTS, folder)).isEqualTo(example.output());
    }
}
