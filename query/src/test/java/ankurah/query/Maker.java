package ankurah.query;

import ankurah.event.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes rows, predicates and queries from a seed, out of few properties and values so that they meet. A failing property
 * prints the seed.
 */
final class Maker {
    static final List<String> PROPERTIES = List.of("a", "b", "c", "data", "ref", "tags", "missing", "id");

    private static final List<String> ODD_NAMES = List.of(
            "order",
            "NULL",
            "a b",
            "a\"b",
            "größe",
            "1x",
            "7",
            "date",
            "list",
            "after",
            "Select",
            "日本",
            "x'y",
            "a.b",
            "_deleted",
            "tab\there",
            "line\nbreak",
            "😀",
            "É");

    private static final List<Value> VALUES = values();

    private final Random random;

    Maker(long seed) {
        random = new Random(seed);
    }

    private static List<Value> values() {
        List<Value> values = new ArrayList<>(List.of(
                Value.NULL,
                Value.TRUE,
                Value.FALSE,
                Value.of(0),
                Value.of(1),
                Value.of(-1),
                Value.of(9),
                Value.of(10),
                Value.of(Long.MAX_VALUE),
                Value.of(Long.MIN_VALUE),
                Value.of(1.0),
                Value.of(-0.5),
                Value.of(0.1),
                Value.of(9.223372036854775807e18),
                Value.of(5e-324),
                Value.of(Double.POSITIVE_INFINITY),
                Value.of(Double.NEGATIVE_INFINITY),
                Value.of(new BigDecimal("1")),
                Value.of(new BigDecimal("0.1")),
                Value.of(new BigDecimal("-0.5")),
                Value.of(new BigDecimal("9223372036854775808")),
                Value.of(new BigDecimal("1e-30")),
                Value.of(""),
                Value.of("a"),
                Value.of("A"),
                Value.of("ab"),
                Value.of("a%b"),
                Value.of("%"),
                Value.of("a_%"),
                Value.of("it's \"quoted\" \\"),
                Value.of("\uffff"),
                Value.of("😀"),
                Value.of("9"),
                Value.of("2020-01-31"),
                Value.of("2020-01-31T10:00:00"),
                Value.of("2020-01-31T10:00:00Z"),
                Value.of("123e4567-e89b-12d3-a456-426614174000"),
                Value.of(MapRow.id(2).toString()),
                new Value.Bytes(new byte[] {1, -1}),
                new Value.Instant(1_580_464_800_000_000L),
                new Value.Instant(Long.MIN_VALUE),
                new Value.Date(18_292),
                new Value.LocalDateTime(1_580_464_800_000_000L),
                new Value.LocalDateTime(Long.MAX_VALUE),
                new Value.Uuid(0x123e4567e89b12d3L, 0xa456426614174000L),
                Value.of(MapRow.id(1)),
                Value.of(MapRow.id(2)),
                Value.of(MapRow.id(3))));
        Value object = object("a", Value.of(1), "b", object("a", Value.of("a")), "0", Value.NULL);
        values.add(new Value.Json(object));
        values.add(
                new Value.Json(object("a", Value.of(new BigDecimal("1.5")), "tags", new Value.List(List.of(object)))));
        values.add(new Value.Json(Value.of(9)));
        values.add(new Value.Json(Value.of("9")));
        values.add(new Value.Json(Value.NULL));
        values.add(new Value.Json(new Value.List(List.of(Value.of(1), object))));
        values.add(new Value.List(List.of()));
        values.add(new Value.List(List.of(Value.of(1), Value.of("a"), Value.of(MapRow.id(2)), new Value.Json(object))));
        values.add(new Value.List(List.of(Value.NULL, new Value.List(List.of(new Value.Date(0))))));
        return List.copyOf(values);
    }

    private static Value object(Object... namesAndValues) {
        TreeMap<String, Value> fields = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return new Value.Obj(fields);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int upTo(int limit) {
        return random.nextInt(limit);
    }

    Value value() {
        return oneOf(VALUES);
    }

    /** Rows 1 to {@code count}, which know each other. */
    List<MapRow> rows(int count) {
        List<MapRow> plain = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Map<String, Value> values = new LinkedHashMap<>();
            for (String property : PROPERTIES) {
                if (!property.equals("missing") && !property.equals("id") && chance(80)) {
                    values.put(property, value());
                }
            }
            plain.add(new MapRow(MapRow.id(i), values, Map.of()));
        }
        return plain.stream().map(row -> row.knowing(plain.toArray(new Row[0]))).toList();
    }

    Operand.Path path() {
        List<String> steps = new ArrayList<>(List.of(oneOf(PROPERTIES)));
        while (chance(30)) {
            steps.add(oneOf(List.of("a", "b", "0", "1", "2", "ref", "id", "tags")));
        }
        return new Operand.Path(steps);
    }

    private Operand operand(int percentOfLiterals) {
        return chance(percentOfLiterals) ? new Operand.Literal(value()) : path();
    }

    /** A predicate without parameters. */
    Predicate predicate(int depth) {
        if (depth > 0 && chance(60)) {
            return switch (upTo(3)) {
                case 0 -> new Predicate.And(parts(depth));
                case 1 -> new Predicate.Or(parts(depth));
                default -> new Predicate.Not(predicate(depth - 1));
            };
        }
        return switch (upTo(12)) {
            case 0 -> new Predicate.Constant(chance(50));
            case 1, 2 -> new Predicate.In(operand(5), options());
            case 3, 4 -> new Predicate.Between(operand(5), operand(90), operand(90));
            case 5, 6 -> new Predicate.Like(operand(5), operand(90), chance(50));
            case 7 -> new Predicate.IsNull(operand(5));
            default -> new Predicate.Comparison(operand(15), oneOf(List.of(Operator.values())), operand(85));
        };
    }

    private List<Predicate> parts(int depth) {
        List<Predicate> parts = new ArrayList<>();
        do {
            parts.add(predicate(depth - 1));
        } while (parts.size() < 2 || chance(30));
        return parts;
    }

    private List<Operand> options() {
        List<Operand> options = new ArrayList<>();
        while (chance(75)) {
            options.add(operand(95));
        }
        return options;
    }

    List<OrderBy> orderBy() {
        List<OrderBy> columns = new ArrayList<>();
        while (chance(60) && columns.size() < 4) {
            columns.add(new OrderBy(path(), chance(50), chance(50)));
        }
        return columns;
    }

    /** A query of any shape, with odd names and, where {@code parameters} says so, parameters. */
    Query query(boolean parameters) {
        Renamer renamer = new Renamer(this, parameters && chance(50) ? chance(50) ? "?" : ":" : "");
        Query query = new Query(
                chance(10) ? Predicate.TRUE : renamer.rename(predicate(4)),
                orderBy(),
                chance(50) ? upTo(1000) : null,
                null);
        if (chance(30)) {
            List<Value> values = new ArrayList<>();
            query.orderBy().forEach(column -> values.add(value()));
            return query.withAfter(Cursor.at(query, new SortKey(values, MapRow.id(upTo(9)))));
        }
        return query;
    }

    String oddName() {
        return oneOf(ODD_NAMES);
    }
}
