package ankurah.web.internal;

import ankurah.core.type.CommutingType;
import ankurah.core.type.DataType;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.internal.Hex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The published vectors of data types. */
final class TypeVectors {
    private TypeVectors() {}

    /** What differs; empty when all of it holds. */
    static List<String> check(List<Value> vectors) {
        List<String> differences = new ArrayList<>();
        for (Value vector : vectors) {
            Map<String, Value> fields = ((Value.Obj) vector).fields();
            String found = found(fields);
            String expected = fields.containsKey("code")
                    ? text(fields, "code")
                    : text(fields, "value") + " " + text(fields, "memory");
            if (!found.equals(expected)) {
                differences.add(text(fields, "name") + ": " + found);
            }
        }
        return differences;
    }

    private static String found(Map<String, Value> fields) {
        DataType<?> type = DataTypes.builtIn().find(text(fields, "type"), 1);
        if (!(type instanceof CommutingType<?> commuting)) {
            return "no such type";
        }
        try {
            if (fields.containsKey("code")) {
                type.check(Hex.decode(text(fields, "body")));
                return "accepted";
            }
            return folded(commuting, ((Value.List) field(fields, "operations")).items());
        } catch (AnkurahException e) {
            return e.code();
        }
    }

    private static <S> String folded(CommutingType<S> type, List<Value> operations) {
        S state = type.initial();
        for (Value operation : operations) {
            Map<String, Value> fields = ((Value.Obj) operation).fields();
            byte[] body = Hex.decode(text(fields, "body"));
            type.check(body);
            state = type.apply(state, EventId.fromBytes(Hex.decode(text(fields, "id"))), body);
            state = type.decode(type.encode(state), type.value(state));
        }
        return Hex.encode(ValueCodec.encode(type.value(state))) + " " + Hex.encode(type.encode(state));
    }

    private static String text(Map<String, Value> fields, String name) {
        return ((Value.Str) field(fields, name)).value();
    }

    private static Value field(Map<String, Value> fields, String name) {
        return Objects.requireNonNull(fields.get(name), () -> "the vector has no field " + name);
    }
}
