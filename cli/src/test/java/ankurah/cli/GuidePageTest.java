package ankurah.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.docs.PageExamples;
import ankurah.docs.PageExamples.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/guide.md and docs/schema.md are compiled with the models there, run, and print what the pages say. */
class GuidePageTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final String IMPORTS = """
            import ankurah.client.*;
            import ankurah.core.*;
            import ankurah.core.model.Ref;
            import ankurah.event.*;
            import ankurah.model.*;
            import ankurah.query.OrderBy;
            import ankurah.server.*;
            import ankurah.storage.IndexSpec;
            import ankurah.storage.MemoryStorage;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import org.jspecify.annotations.Nullable;
            """;
    private static final String NODE = """
            try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
                Context ctx = node.context();
            """;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> theGuideShowsWhatHappens() throws IOException {
        return examples("guide.md", 9);
    }

    @TestFactory
    Stream<DynamicTest> thePageOnChangesShowsWhatHappens() throws IOException {
        return examples("schema.md", 2);
    }

    private Stream<DynamicTest> examples(String page, int least) throws IOException {
        Map<String, Example> examples = PageExamples.of(DOCS.resolve(page));
        String models = examples.remove("Models").code();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(least);
        return examples.values().stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.heading(),
                        () -> assertThat(run(example, models)).isEqualTo(example.output())));
    }

    private String run(Example example, String models) throws Exception {
        boolean opensItsOwn = example.heading().equals("A node");
        Example whole =
                opensItsOwn ? example : new Example(example.heading(), NODE + example.code() + "}\n", example.output());
        return PageExamples.run(
                whole,
                IMPORTS + models,
                List.of("-processor", "ankurah.processor.ModelProcessor"),
                Files.createTempDirectory(folder, "example"));
    }
}
