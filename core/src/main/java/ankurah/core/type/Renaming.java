package ankurah.core.type;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * New ids in the place of old ones: for commits that no other node has seen and that are made anew because a clock was wrong
 * when they were made.
 */
public final class Renaming {
    private final Map<EventId, EventId> names;

    public Renaming(Map<EventId, EventId> names) {
        this.names = new HashMap<>(names);
    }

    /** The id that stands for it now; most stand for themselves. */
    public EventId of(EventId id) {
        return names.getOrDefault(id, id);
    }

    public EntityId of(EntityId id) {
        EventId renamed = names.get(id.genesis());
        return renamed == null ? id : new EntityId(renamed);
    }

    /** A value that names entities by their new ids, also inside of lists. */
    public Value of(Value value) {
        return switch (value) {
            case Value.Id id -> Value.of(of(id.value()));
            case Value.List list -> {
                List<Value> items = new ArrayList<>(list.items().size());
                list.items().forEach(item -> items.add(of(item)));
                yield new Value.List(items);
            }
            default -> value;
        };
    }
}
