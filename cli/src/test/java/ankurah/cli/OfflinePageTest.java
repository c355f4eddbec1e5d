package ankurah.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.docs.PageExamples;
import ankurah.docs.PageExamples.Example;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/offline.md is compiled, run, and prints what the page says. */
class OfflinePageTest {
    private static final Path PAGE = Path.of("..", "docs", "offline.md");
    private static final String IMPORTS = "import ankurah.client.*; import ankurah.core.*; import ankurah.event.*;"
            + " import ankurah.server.*; import ankurah.storage.rocksdb.*; import java.net.*; import java.nio.file.Path;"
            + " import java.time.*; import java.util.*;";

    @TempDir
    Path folder;

    @Test
    void thePageShowsWhatHappens() throws Exception {
        Example example = PageExamples.of(PAGE).get("From the first meeting to the next");
        assertThat(example).isNotNull();
        Example here = new Example(
                example.heading(), example.code().replace("Path.of(\"", "Path.of(\"" + folder + "/"), example.output());
        assertThat(PageExamples.run(here, IMPORTS, folder)).isEqualTo(here.output());
    }
}
