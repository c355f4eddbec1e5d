package ankurah.core.model;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What programs bind to the parameters of a query. */
final class Arguments {
    private Arguments() {}

    static List<Value> of(Object... arguments) {
        List<Value> values = new ArrayList<>(arguments.length);
        for (Object argument : arguments) {
            values.add(of(argument));
        }
        return values;
    }

    private static Value of(Object argument) {
        return switch (argument) {
            case Value value -> value;
            case String text -> Value.of(text);
            case Boolean bool -> Value.of(bool);
            case Integer number -> Value.of((long) number);
            case Long number -> Value.of(number);
            case Double number -> Value.of(number);
            case BigDecimal number -> Value.of(number);
            case EntityId id -> Value.of(id);
            case Ref<?> ref -> Value.of(ref.id());
            case View<?> view -> Value.of(view.id());
            case Enum<?> constant -> Value.of(constant.name());
            case Instant instant -> Types.INSTANT.encode(instant);
            case LocalDate date -> Types.DATE.encode(date);
            case LocalDateTime time -> Types.LOCAL_DATETIME.encode(time);
            case UUID uuid -> Types.UUID.encode(uuid);
            case byte[] bytes -> Types.BYTES.encode(bytes);
            case List<?> list -> new Value.List(of(list.toArray()));
            default ->
                throw new AnkurahException.Invalid(
                        "query.argument",
                        "a query cannot be given " + argument + "; it takes what a property may hold");
        };
    }
}
