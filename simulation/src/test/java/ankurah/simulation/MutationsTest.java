package ankurah.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The faults in {@code simulation/mutations} still fit the code, so that {@code simulation/mutations/run} can tell whether the
 * simulator finds them.
 */
class MutationsTest {
    private static final Path FOLDER = Path.of("mutations");

    @Test
    void eachFaultFitsTheCodeAsItIs() throws IOException {
        List<Path> patches;
        try (Stream<Path> files = Files.list(FOLDER)) {
            patches = files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
        }
        assertThat(patches).hasSizeGreaterThanOrEqualTo(20);
        for (Path patch : patches) {
            String source = "";
            for (String part : Files.readString(patch).split("(?m)^(?=--- |@@ )")) {
                if (part.startsWith("--- ")) {
                    String file = part.lines().findFirst().orElseThrow().substring("--- a/".length());
                    source = Files.readString(Path.of("..", file));
                } else if (part.startsWith("@@ ")) {
                    assertThat(source).as(patch.toString()).contains(before(part));
                }
            }
        }
    }

    /** The lines that a hunk takes away, with those around them. */
    private static String before(String hunk) {
        return hunk.lines()
                .skip(1)
                .filter(line -> line.startsWith("-") || line.startsWith(" "))
                .map(line -> line.substring(1))
                .collect(Collectors.joining("\n"));
    }
}
