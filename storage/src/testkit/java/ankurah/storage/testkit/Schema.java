package ankurah.storage.testkit;

import ankurah.event.EntityId;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Evaluator;
import ankurah.query.Operand;
import ankurah.query.Operator;
import ankurah.query.OrderBy;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.query.Row;
import ankurah.storage.IndexSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A made-up collection: what its rows look like, which indexes it might have, and what one might ask of it. */
final class Schema {
    static final String COLLECTION = "thing";
    private static final int MOST_PROPERTIES = 7;
    private static final int MOST_LITERALS = 4;
    private static final String[] PATTERNS = {
        "a%", "%", "ab_", "_", "abc", "%b", "x%", "a\\%", "", "A%", Values.LONG + "%", "\ud83d\ude00%"
    };

    private final Random random;
    private final Values values;
    private final TreeMap<String, Values.Sort> sorts = new TreeMap<>();
    private final List<String> names;
    private final List<Map<String, Value>> seen = new ArrayList<>();
    private List<IndexSpec> indexes = List.of();

    Schema(Random random) {
        this.random = random;
        this.values = new Values(random);
        int properties = 2 + random.nextInt(MOST_PROPERTIES - 1);
        for (int i = 0; i < properties; i++) {
            Values.Sort sort = Values.Sort.values()[random.nextInt(Values.Sort.values().length)];
            sorts.put("p" + i, sort);
        }
        this.names = List.copyOf(sorts.keySet());
    }

    Map<String, Value> row(int rows) {
        Map<String, Value> row = new TreeMap<>();
        sorts.forEach((name, sort) -> {
            if (random.nextInt(6) > 0) {
                Value value = random.nextInt(25) == 0 ? values.of(Values.Sort.ANY, rows) : values.of(sort, rows);
                row.put(name, value);
            }
        });
        if (random.nextInt(12) == 0) {
            row.put(Names.DELETED, Value.of(random.nextInt(4) > 0));
        }
        seen.add(row);
        return row;
    }

    IndexSpec index() {
        List<OrderBy> columns = new ArrayList<>();
        int wanted = 1 + random.nextInt(3);
        while (columns.size() < wanted) {
            OrderBy column = column(usable());
            if (columns.stream().noneMatch(other -> other.path().equals(column.path()))) {
                columns.add(column);
            } else {
                wanted--;
            }
        }
        return new IndexSpec(COLLECTION, columns);
    }

    void use(List<IndexSpec> made) {
        indexes = made;
    }

    private OrderBy column(Operand.Path path) {
        return random.nextInt(3) > 0
                ? OrderBy.ascending(path)
                : new OrderBy(path, random.nextBoolean(), random.nextBoolean());
    }

    Query query() {
        Predicate where = switch (random.nextInt(10)) {
            case 0 -> Predicate.TRUE;
            case 1, 2 -> predicate(2);
            case 3 -> Predicate.anyOf(List.of(narrow(), narrow()));
            case 4 -> narrow().and(predicate(1));
            default -> narrow();
        };
        Integer limit = random.nextInt(3) == 0 ? null : Integer.valueOf(random.nextInt(40));
        return new Query(where, order(), limit, null);
    }

    /** The order of an index, of its last columns, or of anything. */
    private List<OrderBy> order() {
        List<OrderBy> order = new ArrayList<>();
        if (!indexes.isEmpty() && random.nextInt(4) > 0) {
            List<OrderBy> columns = indexes.get(random.nextInt(indexes.size())).columns();
            boolean reverse = random.nextBoolean();
            for (OrderBy column : columns.subList(random.nextInt(columns.size() + 1), columns.size())) {
                boolean nulls = random.nextInt(8) == 0;
                order.add(new OrderBy(
                        column.path(), column.descending() != reverse, column.nullsFirst() != (reverse != nulls)));
            }
            if (!order.isEmpty() && random.nextInt(6) == 0) {
                order.removeLast();
            }
        } else {
            for (int i = random.nextInt(4); i > 0; i--) {
                order.add(new OrderBy(path(), random.nextBoolean(), random.nextBoolean()));
            }
        }
        if (random.nextInt(6) == 0) {
            order.add(new OrderBy(Operand.Path.of(Names.ID), random.nextBoolean(), random.nextBoolean()));
        }
        return order;
    }

    /** What an index may narrow: single values of its first columns, a stretch of the next. */
    private Predicate narrow() {
        if (indexes.isEmpty()) {
            return predicate(1);
        }
        List<OrderBy> columns = indexes.get(random.nextInt(indexes.size())).columns();
        List<Predicate> parts = new ArrayList<>();
        int single = random.nextInt(columns.size() + 1);
        for (int i = 0; i < columns.size() && i <= single; i++) {
            Operand.Path path = columns.get(i).path();
            parts.add(i < single ? single(path) : comparison(path));
        }
        Collections.shuffle(parts, random);
        return Predicate.allOf(parts);
    }

    private Predicate single(Operand.Path path) {
        return switch (random.nextInt(6)) {
            case 0 -> new Predicate.In(path, literals(path));
            case 1 -> new Predicate.IsNull(path);
            default -> new Predicate.Comparison(path, Operator.EQ, literal(path));
        };
    }

    private Predicate predicate(int depth) {
        if (depth > 0 && random.nextInt(2) == 0) {
            List<Predicate> parts = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                parts.add(predicate(depth - 1));
            }
            return switch (random.nextInt(3)) {
                case 0 -> new Predicate.Not(parts.get(0));
                case 1 -> Predicate.anyOf(parts);
                default -> Predicate.allOf(parts);
            };
        }
        return comparison(path());
    }

    private Predicate comparison(Operand.Path path) {
        return switch (random.nextInt(8)) {
            case 0 -> new Predicate.IsNull(path);
            case 1 -> new Predicate.Between(path, literal(path), literal(path));
            case 2 -> new Predicate.In(path, literals(path));
            case 3 ->
                new Predicate.Like(
                        path,
                        new Operand.Literal(Value.of(PATTERNS[random.nextInt(PATTERNS.length)])),
                        random.nextBoolean());
            case 4 -> new Predicate.Not(new Predicate.IsNull(path));
            default -> {
                Operator operator = Operator.values()[random.nextInt(Operator.values().length)];
                Operand other = random.nextInt(12) == 0 ? path() : literal(path);
                yield random.nextInt(4) == 0
                        ? new Predicate.Comparison(other, operator, path)
                        : new Predicate.Comparison(path, operator, other);
            }
        };
    }

    private List<Operand> literals(Operand.Path path) {
        List<Operand> literals = new ArrayList<>();
        for (int i = 1 + random.nextInt(MOST_LITERALS); i > 0; i--) {
            literals.add(literal(path));
        }
        return literals;
    }

    /** Mostly a value that a row has there. */
    private Operand literal(Operand.Path path) {
        if (!seen.isEmpty() && random.nextInt(5) > 0) {
            int number = random.nextInt(seen.size());
            Value met = Evaluator.value(path, new Seen(number, seen.get(number)));
            if (path.property().equals(Names.ID) && random.nextBoolean()) {
                met = Value.of(Fakes.id(number).toString());
            }
            if (!met.isNull() || random.nextInt(4) == 0) {
                return new Operand.Literal(met);
            }
        }
        return new Operand.Literal(values.of(Values.Sort.ANY, seen.size()));
    }

    private Operand.Path path() {
        return switch (random.nextInt(12)) {
            case 0 -> Operand.Path.of(Names.ID);
            case 1 -> Operand.Path.of("missing");
            case 2, 3 ->
                !indexes.isEmpty()
                        ? indexes.get(random.nextInt(indexes.size()))
                                .columns()
                                .get(0)
                                .path()
                        : usable();
            default -> usable();
        };
    }

    private Operand.Path usable() {
        String name = names.get(random.nextInt(names.size()));
        return switch (sorts.get(name)) {
            case JSON ->
                switch (random.nextInt(5)) {
                    case 0 -> Operand.Path.of(name);
                    case 1 -> Operand.Path.of(name, "a", "b");
                    case 2 -> Operand.Path.of(name, "0");
                    case 3 -> Operand.Path.of(name, "b", "0");
                    default -> Operand.Path.of(name, "a");
                };
            case LIST -> random.nextBoolean() ? Operand.Path.of(name) : Operand.Path.of(name, "0");
            case REF -> random.nextInt(3) > 0 ? Operand.Path.of(name) : Operand.Path.of(name, names.get(0));
            case null, default -> Operand.Path.of(name);
        };
    }

    private record Seen(int number, Map<String, Value> values) implements Row {
        @Override
        public EntityId id() {
            return Fakes.id(number);
        }

        @Override
        public Value get(String property) {
            return values.getOrDefault(property, Value.NULL);
        }
    }
}
