package ankurah.storage.testkit;

import ankurah.event.EntityId;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Operand;
import ankurah.query.Operator;
import ankurah.query.OrderBy;
import ankurah.query.Predicate;
import ankurah.query.Query;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Rows and queries from a seed, from few values, so that they meet often. */
final class Generator {
    /** The properties of the rows; not every row has all, and some queries ask for one that no row has. */
    static final List<String> PROPERTIES = List.of("any", "flag", "json", "long", "n", "ref", "text", "time");

    private static final String LONG = "x".repeat(300);

    private final Random random;
    private final List<EntityId> ids = new ArrayList<>();

    Generator(Random random) {
        this.random = random;
    }

    void know(EntityId id) {
        ids.add(id);
    }

    Map<String, Value> row() {
        Map<String, Value> row = new TreeMap<>();
        for (String property : PROPERTIES) {
            if (random.nextInt(6) > 0) {
                row.put(property, value(property));
            }
        }
        if (random.nextInt(12) == 0) {
            row.put(Names.DELETED, Value.of(random.nextInt(4) > 0));
        }
        return row;
    }

    private Value value(String property) {
        return switch (property) {
            case "any" -> any();
            case "flag" -> random.nextInt(20) == 0 ? Value.NULL : Value.of(random.nextInt(3) > 0);
            case "json" -> new Value.Json(json());
            case "long" -> Value.of(LONG + (char) ('a' + random.nextInt(4)));
            case "n" -> number();
            case "ref" -> ids.isEmpty() ? Value.NULL : Value.of(ids.get(random.nextInt(ids.size())));
            case "text" -> text();
            default -> time();
        };
    }

    private Value any() {
        return switch (random.nextInt(8)) {
            case 0 -> number();
            case 1 -> text();
            case 2 -> time();
            case 3 -> Value.of(random.nextBoolean());
            case 4 -> new Value.Json(json());
            case 5 -> new Value.List(List.of(number(), text()));
            case 6 -> new Value.Bytes(new byte[] {(byte) random.nextInt(3)});
            default -> Value.NULL;
        };
    }

    private Value number() {
        return switch (random.nextInt(5)) {
            case 0 -> Value.of((random.nextInt(41) - 20) / 4.0);
            case 1 -> Value.of(BigDecimal.valueOf(random.nextInt(41) - 20, 1));
            case 2 -> Value.of(Long.MAX_VALUE - random.nextInt(3));
            default -> Value.of(random.nextInt(41) - 20);
        };
    }

    private Value text() {
        String[] texts = {
            "",
            "a",
            "ab",
            "abc",
            "b",
            "B",
            "9",
            "10",
            "2024-05-01",
            "it's",
            "a%",
            "a_",
            "\uffff",
            "\ud83d\ude00",
            "2024-05-01T10:00:00Z",
            "'; DROP TABLE x"
        };
        return Value.of(texts[random.nextInt(texts.length)]);
    }

    private Value time() {
        return switch (random.nextInt(4)) {
            case 0 -> new Value.Instant(1714557600000000L + random.nextInt(3));
            case 1 -> new Value.LocalDateTime(1714557600000000L + random.nextInt(3));
            case 2 -> new Value.Uuid(1, random.nextInt(3));
            default -> new Value.Date(19844 + random.nextInt(3));
        };
    }

    private Value json() {
        return switch (random.nextInt(5)) {
            case 0 -> Value.of(random.nextInt(5));
            case 1 -> text();
            case 2 -> Value.NULL;
            case 3 -> new Value.List(List.of(Value.of(random.nextInt(3)), text()));
            default -> {
                TreeMap<String, Value> fields = new TreeMap<>();
                fields.put("a", random.nextBoolean() ? Value.of(random.nextInt(5)) : text());
                fields.put("b", new Value.Obj(new TreeMap<>(Map.of("c", Value.of(random.nextInt(3))))));
                yield new Value.Obj(fields);
            }
        };
    }

    Query query() {
        Predicate where = random.nextInt(8) == 0 ? Predicate.TRUE : predicate(2);
        List<OrderBy> order = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            order.add(new OrderBy(path(), random.nextBoolean(), random.nextBoolean()));
        }
        Integer limit = random.nextInt(3) == 0 ? null : Integer.valueOf(random.nextInt(40));
        return new Query(where, order, limit, null);
    }

    private Predicate predicate(int depth) {
        if (depth > 0 && random.nextInt(2) == 0) {
            List<Predicate> parts = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                parts.add(predicate(depth - 1));
            }
            return switch (random.nextInt(3)) {
                case 0 -> new Predicate.Not(parts.get(0));
                case 1 -> parts.size() < 2 ? parts.get(0) : new Predicate.Or(parts);
                default -> parts.size() < 2 ? parts.get(0) : new Predicate.And(parts);
            };
        }
        Operand.Path path = path();
        return switch (random.nextInt(7)) {
            case 0 -> new Predicate.IsNull(path);
            case 1 -> new Predicate.Between(path, literal(path), literal(path));
            case 2 -> new Predicate.In(path, List.of(literal(path), literal(path), literal(path)));
            case 3 -> new Predicate.Like(path, new Operand.Literal(pattern()), random.nextBoolean());
            default -> {
                Operator operator = Operator.values()[random.nextInt(Operator.values().length)];
                Operand other = random.nextInt(10) == 0 ? path() : literal(path);
                yield random.nextInt(4) == 0
                        ? new Predicate.Comparison(other, operator, path)
                        : new Predicate.Comparison(path, operator, other);
            }
        };
    }

    private Value pattern() {
        String[] patterns = {"a%", "%", "ab_", "_", "abc", "%b", "x%", "a\\%", "", "A%", LONG + "%"};
        return Value.of(patterns[random.nextInt(patterns.length)]);
    }

    private Operand.Path path() {
        return switch (random.nextInt(12)) {
            case 0 -> Operand.Path.of(Names.ID);
            case 1 -> Operand.Path.of("missing");
            case 2 -> Operand.Path.of("json", random.nextBoolean() ? "a" : "0");
            case 3 -> Operand.Path.of("json", "b", "c");
            case 4 -> Operand.Path.of("ref", random.nextBoolean() ? "n" : "text");
            default -> Operand.Path.of(PROPERTIES.get(random.nextInt(PROPERTIES.size())));
        };
    }

    private Operand literal(Operand.Path path) {
        String property = path.property();
        Value value = switch (random.nextInt(8)) {
            case 0 -> any();
            case 1 -> text();
            default -> property.equals(Names.ID) ? id() : PROPERTIES.contains(property) ? value(property) : number();
        };
        return new Operand.Literal(value);
    }

    private Value id() {
        EntityId id = ids.get(random.nextInt(ids.size()));
        return random.nextBoolean() ? Value.of(id) : Value.of(id.toString());
    }
}
