package ankurah.core.testkit;

import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.History;
import ankurah.core.type.DataType;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes the events of a story one after the other, as a node does behind its gate. */
final class Bench implements History {
    private final Fold fold;
    private final String property;
    private final TreeMap<EventId, byte[]> taken = new TreeMap<>();
    private EntityState state;

    Bench(Fold fold, Story<?> story) {
        this.fold = fold;
        this.property = story.property();
        this.state = fold.apply(null, story.genesis);
    }

    EntityState state() {
        return state;
    }

    void take(Told event) {
        take(event, event.body());
    }

    /** @param body stands in the place of the event's own */
    void take(Told event, byte[] body) {
        Operation its = event.event().payload().orElseThrow().operations().getFirst();
        Operation operation = new Operation(property, its.dataType(), its.version(), body);
        PropertyState before = state.properties().get(property);
        PropertyState after = fold.properties().apply(before, state.id(), event.id(), operation, this.before());
        Map<String, PropertyState> changed = new TreeMap<>(Map.of(property, after));
        DataType<?> type = fold.properties().special(operation);
        if (type != null && type.home() != null) {
            fold.properties().derive(state, after, changed);
        }
        Clock head = state.head().advance(event.event().header().parents(), event.id());
        taken.put(event.id(), body);
        state = state.with(head, changed);
    }

    /** What was taken up to now, and nothing later: the property may be worked out when more has come. */
    private History before() {
        TreeMap<EventId, byte[]> now = new TreeMap<>(taken);
        return (entity, property, type, after, visitor) -> visit(now, after, visitor);
    }

    @Override
    public void operations(EntityId entity, String name, DataType<?> type, @Nullable EventId after, Visitor visitor) {
        visit(taken, after, visitor);
    }

    private static void visit(TreeMap<EventId, byte[]> operations, @Nullable EventId after, Visitor visitor) {
        Map<EventId, byte[]> behind = after == null ? operations : operations.tailMap(after, false);
        behind.forEach(visitor::visit);
    }

    /** Forgets all but the bytes. */
    void reload() {
        state = EntityState.decode(state.encode());
    }

    /** A node of other types goes on from here. */
    static EntityState known(Fold fold, EntityState state) {
        return fold.properties().known(state);
    }
}
