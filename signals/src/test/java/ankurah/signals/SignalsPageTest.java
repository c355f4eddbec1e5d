package ankurah.signals;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.docs.PageExamples;
import ankurah.docs.PageExamples.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/signals.md are compiled, run, and print what the page says. */
class SignalsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "signals.md");
    private static final String IMPORTS =
            "import ankurah.signals.*; import java.util.*; import java.util.concurrent.*;";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> thePageShowsWhatHappens() throws IOException {
        var examples = PageExamples.of(PAGE).values();
        assertThat(examples).hasSizeGreaterThan(6);
        return examples.stream()
                .filter(example -> !example.heading().equals("In the database")) // the core's to run
                .map(example -> DynamicTest.dynamicTest(
                        example.heading(), () -> assertThat(run(example)).isEqualTo(example.output())));
    }

    private String run(Example example) throws Exception {
        return PageExamples.run(example, IMPORTS, java.nio.file.Files.createTempDirectory(folder, "example"));
    }
}
