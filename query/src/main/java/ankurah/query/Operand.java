package ankurah.query;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.event.internal.Strings;
import ankurah.query.internal.Shape;
import ankurah.query.internal.Words;
import java.util.List;

/** One side of a comparison. */
public sealed interface Operand {

    /**
     * A property, or a way into its JSON, its list or through its reference: {@code data.a.b}, {@code tags.0},
     * {@code artist.name}. The first step {@code id} is the row's own id.
     */
    record Path(List<String> steps) implements Operand {
        public Path {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new AnkurahException.Invalid("query.empty_path", "a path has one step or more");
            }
            for (String step : steps) {
                Strings.requireValid(step);
            }
        }

        public static Path of(String... steps) {
            return new Path(List.of(steps));
        }

        /** The property the path begins with. */
        public String property() {
            return steps.get(0);
        }

        /** Whether the path is a property and nothing more. */
        public boolean isProperty() {
            return steps.size() == 1;
        }
    }

    /** A value in the query itself. */
    record Literal(Value value) implements Operand {
        public Literal {
            Shape.requireSoundList(value, Value.MAX_DEPTH);
            value = value instanceof Value.Obj object ? new Value.Json(object) : value;
        }
    }

    /** A value bound later: {@code :name}, or the n-th {@code ?}, whose name is its number from "1". */
    record Parameter(String name) implements Operand {
        public Parameter {
            if (!Words.isParameterName(name)) {
                throw new AnkurahException.Invalid(
                        "query.parameter_name",
                        "a parameter is named like a plain property or by its number from 1, not '" + name + "'");
            }
        }

        /** Whether this is a {@code ?}, bound by its number. */
        public boolean isPositional() {
            return Words.isNumber(name);
        }
    }
}
