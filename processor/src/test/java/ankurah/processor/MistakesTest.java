package ankurah.processor;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake in the sources under `mistakes` is told in its own line, with the words that stand behind `// !` there. */
class MistakesTest {
    private static final String MARK = "// ! ";

    @ParameterizedTest
    @ValueSource(strings = {"Records", "Names", "Types", "References", "Defaults", "Indexes"})
    void everyMistakeIsToldWhereItIsMade(String file) throws IOException {
        URL source = Objects.requireNonNull(getClass().getResource("/mistakes/" + file + ".java"));
        Compilation compilation = Compiling.processed(JavaFileObjects.forResource(source));
        assertThat(told(compilation)).isEqualTo(expected(source));
    }

    private static TreeSet<String> told(Compilation compilation) {
        return compilation.errors().stream()
                .map(error -> error.getLineNumber() + ": " + error.getMessage(Locale.ROOT))
                .collect(toCollection(TreeSet::new));
    }

    private static TreeSet<String> expected(URL source) throws IOException {
        try (var in = source.openStream()) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return IntStream.range(0, lines.size())
                    .boxed()
                    .flatMap(i -> Arrays.stream(lines.get(i).split(MARK))
                            .skip(1)
                            .map(message -> (i + 1) + ": " + message.strip()))
                    .collect(toCollection(TreeSet::new));
        }
    }
}
