package ankurah.core.internal.node;

import ankurah.core.Entity;
import ankurah.core.LiveEntity;
import ankurah.core.LiveQuery;
import ankurah.core.ResultSet;
import ankurah.core.RowFunction;
import ankurah.core.internal.live.Pulse;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.signals.Computation;
import ankurah.signals.Computed;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The live query of one id, with a computed value for each property that is read in the graph. */
final class NodeLiveEntity implements LiveEntity {
    private final EntityId id;
    private final LiveQuery live;
    private final Pulse pulse;
    private final Map<String, Computed<Value>> properties = new ConcurrentHashMap<>();

    NodeLiveEntity(EntityId id, LiveQuery live, Pulse pulse) {
        this.id = id;
        this.live = live;
        this.pulse = pulse;
    }

    @Override
    public EntityId id() {
        return id;
    }

    @Override
    public Optional<Entity> get() {
        return first(live.result());
    }

    @Override
    public Optional<Entity> peek() {
        return first(live.peek());
    }

    private static Optional<Entity> first(ResultSet rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    @Override
    public Value get(String property) {
        if (!pulse.isInside()) {
            return value(property);
        }
        return properties
                .computeIfAbsent(property, name -> pulse.graph().computed(() -> value(name)))
                .get();
    }

    private Value value(String property) {
        return get().map(entity -> entity.get(property)).orElse(Value.NULL);
    }

    @Override
    public boolean exists() {
        return tracked(() -> get().isPresent());
    }

    @Override
    public <T> T read(RowFunction<T> function) {
        return tracked(() -> function.of(get().orElseThrow(this::missing)));
    }

    private AnkurahException missing() {
        return new AnkurahException.NotFound("entity.not_found", "entity " + id + " is deleted, or may not be seen");
    }

    /** What depends on an outcome lets its reader depend on no more than that. */
    private <T> T tracked(Computation<T> computation) {
        return pulse.isInside() ? pulse.graph().computed(computation).get() : computation.compute();
    }

    @Override
    public LiveQuery query() {
        return live;
    }

    @Override
    public void close() {
        live.close();
    }
}
