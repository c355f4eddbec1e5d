package ankurah.core.internal.entity;

import ankurah.core.internal.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From events to states. Never looks at the graph: the head loses the event's parents and gains the event, and each
 * operation meets the one property it names. So an event costs the same whatever the history, as long as each is applied
 * once and after its parents, which the gate sees to. An event whose payload was erased only moves the head.
 */
public final class Fold {
    private Fold() {}

    /** @param before the entity with all the event's parents applied; null exactly for a genesis */
    public static EntityState apply(@Nullable EntityState before, Event event) {
        if ((before == null) != event.isGenesis()) {
            throw new AnkurahException.Fault(
                    "gate.out_of_order",
                    event + " was to be folded " + (before == null ? "without" : "into") + " a state of its entity");
        }
        Clock head = before == null
                ? Clock.of(event.id())
                : before.head().advance(event.header().parents(), event.id());
        EntityState base = before == null ? EntityState.empty(event.header().collection(), event.entity()) : before;
        Payload payload = event.payload().orElse(null);
        return base.with(head, payload == null ? Map.of() : changed(base, event, payload.operations()));
    }

    private static Map<String, PropertyState> changed(EntityState base, Event event, List<Operation> operations) {
        if (operations.size() == 1) {
            Operation only = operations.getFirst();
            return Map.of(only.property(), changed(base, event, only));
        }
        Map<String, PropertyState> changed = new TreeMap<>();
        for (Operation operation : operations) {
            changed.put(operation.property(), changed(base, event, operation));
        }
        return changed;
    }

    private static PropertyState changed(EntityState base, Event event, Operation operation) {
        return DataTypes.apply(base.properties().get(operation.property()), event.id(), operation);
    }
}
