package ankurah.query;

import ankurah.event.Value;
import java.util.List;

/** One side of a comparison. */
public sealed interface Operand {

    /** A property, or a way into its JSON or through its reference: {@code data.a.b}, {@code artist.name}. */
    record Path(List<String> steps) implements Operand {
        public Path {
            steps = List.copyOf(steps);
        }

        public static Path of(String... steps) {
            return new Path(List.of(steps));
        }
    }

    record Literal(Value value) implements Operand {}

    /** A value bound later: {@code :name}, or the n-th {@code ?}, whose name is its number from "1". */
    record Parameter(String name) implements Operand {}
}
