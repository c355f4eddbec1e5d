package ankurah.storage.testkit;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.query.Operand;
import ankurah.query.Predicate;
import ankurah.query.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ids that stand for rows by their number, before these have ids. A case keeps its meaning with them when rows are left out,
 * although the ids of the others change.
 */
final class Fakes {
    private static final int MARK = 0x7a;

    private final Map<EntityId, EntityId> real = new HashMap<>();

    static EntityId id(int row) {
        byte[] bytes = new byte[EventId.BYTES];
        bytes[0] = MARK;
        for (int i = 0; i < 4; i++) {
            bytes[bytes.length - 1 - i] = (byte) (row >>> 8 * i);
        }
        return EntityId.fromBytes(bytes);
    }

    void know(int row, EntityId id) {
        real.put(id(row), id);
    }

    EntityId real(int row) {
        return real.getOrDefault(id(row), id(row));
    }

    Value real(Value value) {
        return switch (value) {
            case Value.Id id -> Value.of(real.getOrDefault(id.value(), id.value()));
            case Value.Str text -> real(text);
            case Value.List list -> {
                List<Value> items = new ArrayList<>();
                list.items().forEach(item -> items.add(real(item)));
                yield new Value.List(items);
            }
            default -> value;
        };
    }

    private Value real(Value.Str text) {
        if (text.value().length() != id(0).toString().length()) {
            return text;
        }
        for (Map.Entry<EntityId, EntityId> entry : real.entrySet()) {
            if (entry.getKey().toString().equals(text.value())) {
                return Value.of(entry.getValue().toString());
            }
        }
        return text;
    }

    Map<String, Value> real(Map<String, Value> row) {
        Map<String, Value> mapped = new HashMap<>();
        row.forEach((property, value) -> mapped.put(property, real(value)));
        return mapped;
    }

    Query real(Query query) {
        return query.withWhere(real(query.where()));
    }

    private Predicate real(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Constant c -> c;
            case Predicate.Comparison c -> new Predicate.Comparison(real(c.left()), c.operator(), real(c.right()));
            case Predicate.In in ->
                new Predicate.In(
                        real(in.operand()),
                        in.options().stream().map(this::real).toList());
            case Predicate.Between b -> new Predicate.Between(real(b.operand()), real(b.low()), real(b.high()));
            case Predicate.Like like -> like;
            case Predicate.IsNull isNull -> isNull;
            case Predicate.And and ->
                new Predicate.And(and.parts().stream().map(this::real).toList());
            case Predicate.Or or ->
                new Predicate.Or(or.parts().stream().map(this::real).toList());
            case Predicate.Not not -> new Predicate.Not(real(not.part()));
        };
    }

    private Operand real(Operand operand) {
        return operand instanceof Operand.Literal literal ? new Operand.Literal(real(literal.value())) : operand;
    }
}
