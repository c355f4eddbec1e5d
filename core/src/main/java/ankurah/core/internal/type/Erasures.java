package ankurah.core.internal.type;

import ankurah.core.type.DataType;
import ankurah.core.type.DataTypes;
import ankurah.core.type.Erasure;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.internal.Lists;
import ankurah.event.internal.Strings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the place of the operations of an entity's erased events.
 *
 * <p>Several may erase one event. An operation that one of them erases is erased; what it leaves follows from the operation
 * alone, so it does not matter who did it. Those who erase are looked at from the greatest id down, because who erases what
 * another kept has seen it, and says what is left of the other.
 */
public final class Erasures {
    public static final Erasures NONE = new Erasures(Map.of());

    /** For each event, by property, sorted. */
    private final Map<EventId, SortedMap<String, Erasure.Remainder>> left;

    private Erasures(Map<EventId, SortedMap<String, Erasure.Remainder>> left) {
        this.left = left;
    }

    /** Where the events that erase are read. */
    @FunctionalInterface
    public interface Source {
        @Nullable
        Event event(EventId id);
    }

    /**
     * What is left of an operation when it is erased.
     *
     * @throws AnkurahException.Conflict {@code erase.type_unknown} if this node cannot tell
     */
    public static Operation erased(DataTypes types, Operation whole) {
        DataType<?> type = types.find(whole.dataType(), whole.version());
        if (type == null) {
            throw new AnkurahException.Conflict(
                    "erase.type_unknown",
                    "this node does not know the data type '" + whole.dataType() + "' of '" + whole.property()
                            + "', so it cannot tell what stays when it is erased");
        }
        return new Operation(whole.property(), whole.dataType(), whole.version(), type.erased(whole.body()));
    }

    /** @param erasing the events that erase, as {@link Erasure} has them in the entity's state */
    public static Erasures of(Clock erasing, Source source) {
        if (erasing.isEmpty()) {
            return NONE;
        }
        Erasures all = new Erasures(new HashMap<>());
        for (EventId id : erasing.toList().reversed()) {
            Event event = source.event(id);
            if (event != null) {
                for (Operation operation : all.operations(event)) {
                    if (Erasure.is(operation)) {
                        Erasure.read(operation.body()).forEach(all::add);
                    }
                }
            }
        }
        return all;
    }

    private void add(Erasure.Named named) {
        SortedMap<String, Erasure.Remainder> its =
                left.computeIfAbsent(named.event(), id -> new TreeMap<>(Strings::compareCodePoints));
        for (Erasure.Remainder one : named.operations()) {
            String property = one.operation().property();
            Erasure.Remainder known = its.get(property);
            if (known == null || one.erased() && !known.erased()) {
                its.put(property, one);
            }
        }
    }

    public boolean isEmpty() {
        return left.isEmpty();
    }

    /** Whether an event is named by one that erases. */
    public boolean names(EventId event) {
        return left.containsKey(event);
    }

    /** What counts of an event: what is left if it was erased, otherwise its own operations. */
    public List<Operation> operations(Event event) {
        SortedMap<String, Erasure.Remainder> its = left.isEmpty() ? null : left.get(event.id());
        if (its == null) {
            return event.payload().map(Payload::operations).orElse(List.of());
        }
        return Lists.map(its.values(), Erasure.Remainder::operation);
    }

    /** What is left of an erased event, sorted by property. */
    public List<Erasure.Remainder> left(EventId event) {
        SortedMap<String, Erasure.Remainder> its = left.get(event);
        return its == null ? List.of() : List.copyOf(its.values());
    }

    /** Whether an operation of an event was erased. */
    public boolean isErased(EventId event, String property) {
        SortedMap<String, Erasure.Remainder> its = left.get(event);
        Erasure.Remainder one = its == null ? null : its.get(property);
        return one != null && one.erased();
    }
}
