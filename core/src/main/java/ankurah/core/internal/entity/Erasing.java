package ankurah.core.internal.entity;

import ankurah.core.internal.type.Erasures;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.core.type.Erasure;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an event that erases others does to a state. What they wrote cannot be taken out of it, so the properties concerned
 * are folded again from all events that are there, in the order of their ids; then it makes no difference whether a node
 * ever had the content.
 */
public final class Erasing {
    private static final int PAGE = 512;

    private Erasing() {}

    /** What stands in the place of an entity's erased events. */
    public static Erasures of(Properties properties, EntityState state, Erasures.Source source) {
        return Erasures.of(erasing(properties, state), source);
    }

    /** The events that erase others of their entity. */
    public static Clock erasing(Properties properties, EntityState state) {
        PropertyState its = state.properties().get(Erasure.HOME);
        return its == null ? Clock.EMPTY : properties.current(Erasure.TYPE, state, Erasure.HOME);
    }

    /** @param after the entity with the event, as if it had not erased anything yet */
    static EntityState again(Properties properties, EntityState after, Event eraser, View view) {
        EntityId id = after.id();
        Erasures erasures = of(properties, after, event -> event.equals(eraser.id()) ? eraser : view.event(id, event));
        Refolding folding = new Refolding(properties, id, erasures, written(eraser));
        boolean open = true;
        EventId last = null;
        for (List<Event> page = view.events(id, last, PAGE); !page.isEmpty(); page = view.events(id, last, PAGE)) {
            for (Event event : page) {
                if (open && event.id().compareTo(eraser.id()) > 0) {
                    open = false;
                    folding.take(eraser);
                }
                folding.take(event);
            }
            last = page.getLast().id();
        }
        if (open) {
            folding.take(eraser);
        }
        return after.with(after.head(), changed(properties, after, folding.folded));
    }

    /** Some properties, from the beginning. */
    private static final class Refolding {
        private final Properties properties;
        private final EntityId id;
        private final Erasures erasures;
        final Map<String, @Nullable PropertyState> folded = new HashMap<>();

        Refolding(Properties properties, EntityId id, Erasures erasures, Set<String> names) {
            this.properties = properties;
            this.id = id;
            this.erasures = erasures;
            names.forEach(name -> folded.put(name, null));
        }

        void take(Event event) {
            for (Operation operation : erasures.operations(event)) {
                String property = operation.property();
                if (folded.containsKey(property)) {
                    PropertyState before = folded.get(property);
                    folded.put(property, properties.apply(before, id, event.id(), operation, null));
                }
            }
        }
    }

    private static Map<String, PropertyState> changed(
            Properties properties, EntityState after, Map<String, @Nullable PropertyState> folded) {
        Map<String, PropertyState> changed = new TreeMap<>();
        folded.forEach((property, state) -> {
            if (state != null) {
                changed.put(property, state);
            }
        });
        for (PropertyState state : List.copyOf(changed.values())) {
            DataType<?> type = properties.types().find(state.dataType(), state.version());
            if (type != null && type.home() != null) {
                properties.derive(after, state, changed);
            }
        }
        return changed;
    }

    /** The properties that the erased events wrote. */
    private static Set<String> written(Event eraser) {
        Set<String> written = new TreeSet<>();
        for (Erasure.Named named : named(eraser)) {
            for (Erasure.Remainder one : named.operations()) {
                if (!one.operation().property().equals(Erasure.HOME)) {
                    written.add(one.operation().property());
                }
            }
        }
        return written;
    }

    /** The events that an event erases. */
    public static List<Erasure.Named> named(Event eraser) {
        for (Operation operation :
                eraser.payload().map(payload -> payload.operations()).orElse(List.of())) {
            if (Erasure.is(operation)) {
                return Erasure.read(operation.body());
            }
        }
        return List.of();
    }

    /**
     * For who has no history and is sent the state later: plain values that are to go are not shown meanwhile.
     *
     * @param after the entity with the event, as if it had not erased anything yet
     */
    static EntityState blanked(EntityState after, Event eraser) {
        Map<String, PropertyState> changed = new TreeMap<>();
        for (Erasure.Named named : named(eraser)) {
            for (Erasure.Remainder one : named.operations()) {
                PropertyState state = after.properties().get(one.operation().property());
                if (state == null
                        || !state.dataType().equals(Operation.LWW)
                        || one.operation().property().equals(Names.DELETED)) {
                    continue;
                }
                if (one.erased() && EventId.fromBytes(state.state()).equals(named.event())) {
                    changed.put(
                            one.operation().property(),
                            new PropertyState(Operation.LWW, state.version(), Value.NULL, state.state()));
                }
            }
        }
        return after.with(after.head(), changed);
    }
}
