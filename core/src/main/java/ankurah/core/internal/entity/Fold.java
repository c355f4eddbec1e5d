package ankurah.core.internal.entity;

import ankurah.core.internal.type.History;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.core.type.Erasure;
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
 * once and after its parents, which the gate sees to. Only a re-folded data type goes back, and not further than behind an
 * operation that comes late, and an event that erases others, after which what they wrote is folded again without them. An
 * event whose payload was erased only moves the head.
 */
public final class Fold {
    private final Properties properties;

    public Fold(Properties properties) {
        this.properties = properties;
    }

    public Properties properties() {
        return properties;
    }

    /** For who has no history, and is sent states where one would be needed. */
    public EntityState apply(@Nullable EntityState before, Event event) {
        EntityState after = fold(before, event, operations(event), null);
        return Erasure.isIn(event) ? Erasing.blanked(after, event) : after;
    }

    /**
     * @param before the entity with all the event's parents applied; null exactly for a genesis
     * @param view what holds the events that led to {@code before}, and nothing later of the entity
     */
    public EntityState apply(@Nullable EntityState before, Event event, View view) {
        EntityState after = fold(before, event, operations(event), new Past(view, properties));
        return Erasure.isIn(event) ? Erasing.again(properties, after, event, view) : after;
    }

    private static List<Operation> operations(Event event) {
        Payload payload = event.payload().orElse(null);
        return payload == null ? List.of() : payload.operations();
    }

    /**
     * With what counts of an event in the place of its own operations, where all that erases is known beforehand.
     *
     * @param history what was folded before; null if events come in the order of their ids
     */
    EntityState fold(@Nullable EntityState before, Event event, List<Operation> operations, @Nullable History history) {
        if ((before == null) != event.isGenesis()) {
            throw new AnkurahException.Fault(
                    "gate.out_of_order",
                    event + " was to be folded " + (before == null ? "without" : "into") + " a state of its entity");
        }
        Clock head = before == null
                ? Clock.of(event.id())
                : before.head().advance(event.header().parents(), event.id());
        EntityState base = before == null ? EntityState.empty(event.header().collection(), event.entity()) : before;
        return base.with(head, operations.isEmpty() ? Map.of() : changed(base, event, operations, history));
    }

    private Map<String, PropertyState> changed(
            EntityState base, Event event, List<Operation> operations, @Nullable History history) {
        if (base.properties().isEmpty() && arePlain(operations)) {
            return Properties.first(event.id(), operations);
        }
        if (operations.size() == 1) {
            Operation only = operations.getFirst();
            if (properties.special(only) == null) {
                return Map.of(only.property(), changed(base, event, only, history));
            }
        }
        Map<String, PropertyState> changed = new TreeMap<>();
        for (Operation operation : operations) {
            changed.put(operation.property(), changed(base, event, operation, history));
        }
        for (Operation operation : operations) {
            DataType<?> type = properties.special(operation);
            PropertyState home = type == null || type.home() == null ? null : changed.get(operation.property());
            if (home != null) {
                properties.derive(base, home, changed);
            }
        }
        return changed;
    }

    private static boolean arePlain(List<Operation> operations) {
        for (int i = 0; i < operations.size(); i++) {
            if (!operations.get(i).isPlain()) {
                return false;
            }
        }
        return true;
    }

    private PropertyState changed(EntityState base, Event event, Operation operation, @Nullable History history) {
        return properties.apply(base.properties().get(operation.property()), base.id(), event.id(), operation, history);
    }
}
