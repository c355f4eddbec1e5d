package ankurah.core;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.Operand;
import ankurah.query.Operator;
import ankurah.query.OrderBy;
import ankurah.query.Predicate;
import ankurah.query.Query;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes rows of few values, and queries of every shape over them, so that most queries select some rows and not others. */
public final class LiveMaker {
    private static final List<String> TEXTS = List.of("", "a", "ab", "abc", "b", "A", "2020-01-31", "1", "é😀");
    private static final List<String> PATTERNS = List.of("a%", "ab%", "%b", "_", "a_%", "%", "abc", "A%", "", "2020%");

    private final Random random;

    public LiveMaker(Random random) {
        this.random = random;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    // Rows.

    /** Some properties of a row; {@code ids} are those it may refer to. */
    public Map<String, Value> row(List<EntityId> ids) {
        Map<String, Value> row = new HashMap<>();
        maybe(60, "n", row, this::number);
        maybe(40, "m", row, this::any);
        maybe(40, "s", row, () -> chance(10) ? Value.NULL : Value.of(oneOf(TEXTS)));
        maybe(30, "j", row, () -> new Value.Json(json()));
        if (!ids.isEmpty()) {
            maybe(40, "ref", row, () -> chance(10) ? Value.NULL : Value.of(oneOf(ids)));
        }
        return row;
    }

    private void maybe(int percent, String property, Map<String, Value> row, Supplier<Value> value) {
        if (chance(percent)) {
            row.put(property, value.get());
        }
    }

    private Value number() {
        return switch (random.nextInt(10)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextInt(5) - 2.5);
            case 2 -> Value.of(new BigDecimal(random.nextInt(60) - 30).movePointLeft(1));
            case 3 -> Value.of(oneOf(List.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)));
            default -> Value.of((long) random.nextInt(12) - 4);
        };
    }

    private Value any() {
        return switch (random.nextInt(8)) {
            case 0 -> Value.of(chance(50));
            case 1 -> Value.of(oneOf(TEXTS));
            case 2 -> new Value.Date(18_290 + random.nextInt(4));
            case 3 -> new Value.Instant(random.nextInt(3));
            case 4 -> new Value.Json(jsonNumber());
            default -> number();
        };
    }

    /** JSON has no binary fractions. */
    private Value jsonNumber() {
        Value number = number();
        return number instanceof Value.Float ? Value.of(new BigDecimal("-1.5")) : number;
    }

    private Value json() {
        return switch (random.nextInt(6)) {
            case 0 -> new Value.List(List.of(jsonNumber(), Value.of("a")));
            case 1 -> jsonNumber();
            default -> {
                TreeMap<String, Value> fields = new TreeMap<>(Map.of("a", jsonNumber()));
                if (chance(30)) {
                    fields.put("b", new Value.Obj(new TreeMap<>(Map.of("a", jsonNumber()))));
                }
                yield new Value.Obj(fields);
            }
        };
    }

    // Queries.

    /** @param follows whether some paths may lead through {@code ref} */
    public Query query(boolean follows) {
        List<OrderBy> columns = new ArrayList<>();
        boolean decided = false;
        while (!decided && columns.size() < 3 && chance(45)) {
            columns.add(new OrderBy(path(follows), chance(50), chance(50)));
            decided = columns.getLast().path().equals(Operand.Path.of("id"));
        }
        Predicate where = chance(15) ? Predicate.TRUE : predicate(random.nextInt(4), follows);
        return new Query(where, columns, chance(50) ? (Integer) random.nextInt(12) : null, null);
    }

    public Predicate predicate(int depth, boolean follows) {
        if (depth > 0 && chance(75)) {
            List<Predicate> parts = new ArrayList<>();
            do {
                parts.add(predicate(depth - 1, follows));
            } while (parts.size() < 2 || chance(30));
            return switch (random.nextInt(5)) {
                case 0, 1 -> new Predicate.And(parts);
                case 2, 3 -> new Predicate.Or(parts);
                default -> new Predicate.Not(parts.getFirst());
            };
        }
        return switch (random.nextInt(14)) {
            case 0 -> chance(10) ? new Predicate.Constant(chance(50)) : comparison(follows);
            case 1, 2 -> new Predicate.In(path(follows), literals());
            case 3, 4 -> new Predicate.Between(path(follows), literal(), literal());
            case 5, 6 ->
                new Predicate.Like(
                        chance(70) ? Operand.Path.of("s") : path(follows),
                        new Operand.Literal(Value.of(oneOf(PATTERNS))),
                        chance(30));
            case 7 -> new Predicate.IsNull(path(follows));
            case 8 -> new Predicate.Not(new Predicate.IsNull(path(follows)));
            default -> comparison(follows);
        };
    }

    private Predicate comparison(boolean follows) {
        Operand left = path(follows);
        Operand right = chance(10) ? path(follows) : literal();
        Operator operator = oneOf(List.of(Operator.values()));
        return chance(20)
                ? new Predicate.Comparison(right, operator, left)
                : new Predicate.Comparison(left, operator, right);
    }

    private List<Operand> literals() {
        List<Operand> literals = new ArrayList<>();
        while (chance(75)) {
            literals.add(literal());
        }
        return literals;
    }

    private Operand literal() {
        return new Operand.Literal(chance(70) ? number() : any());
    }

    private Operand.Path path(boolean follows) {
        if (follows && chance(40)) {
            return oneOf(List.of(
                    Operand.Path.of("ref", "n"),
                    Operand.Path.of("ref", "s"),
                    Operand.Path.of("ref", "ref", "n"),
                    Operand.Path.of("ref", "j", "a"),
                    Operand.Path.of("ref", "id")));
        }
        return oneOf(List.of(
                Operand.Path.of("n"),
                Operand.Path.of("n"),
                Operand.Path.of("s"),
                Operand.Path.of("m"),
                Operand.Path.of("j"),
                Operand.Path.of("j", "a"),
                Operand.Path.of("j", "b", "a"),
                Operand.Path.of("j", "0"),
                Operand.Path.of("missing"),
                Operand.Path.of("id")));
    }
}
