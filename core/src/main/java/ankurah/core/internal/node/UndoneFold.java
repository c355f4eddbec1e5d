package ankurah.core.internal.node;

import ankurah.core.internal.gate.EventPages;
import ankurah.core.internal.type.Erasures;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.Erasure;
import ankurah.core.type.TextType;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.storage.PropertyState;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some properties of an entity three times: as they are, as they would be without the events that do not count so far, and
 * without those that shall not count from now on. Where the last two do not differ the step makes no difference, because
 * somebody else's write decides.
 */
final class UndoneFold {
    private static final int PAGE = 1_000;

    private final Properties properties;
    private final EntityId id;
    private final Set<String> names;
    private final Set<EventId> before;
    private final Set<EventId> without;

    private Erasures erasures = Erasures.NONE;
    private final Map<String, @Nullable PropertyState> all = new HashMap<>();
    private final Map<String, @Nullable PropertyState> was = new HashMap<>();
    private final Map<String, @Nullable PropertyState> rest = new HashMap<>();
    private @Nullable TextReversal texts;

    /** Makes what turns the texts back; only asked for if they are concerned. */
    interface Texts {
        TextReversal begin();
    }

    UndoneFold(Properties properties, EntityId id, Set<String> names, Set<EventId> before, Set<EventId> without) {
        this.properties = properties;
        this.id = id;
        this.names = names;
        this.before = before;
        this.without = without;
    }

    /** What was erased has to be known beforehand; so if it turns out that something was, all is read again. */
    void read(EventPages history, Texts begin) {
        Map<EventId, Event> erasing = walk(history, begin);
        if (!erasing.isEmpty()) {
            erasures = Erasures.of(Clock.of(erasing.keySet()), erasing::get);
            all.clear();
            was.clear();
            rest.clear();
            erasing.putAll(walk(history, begin));
        }
    }

    /** The events that erase. */
    private Map<EventId, Event> walk(EventPages history, Texts begin) {
        Map<EventId, Event> erasing = new HashMap<>();
        texts = names.contains(TextType.HOME) ? begin.begin() : null;
        history.forEach(PAGE, entry -> {
            if (Erasure.isIn(entry.event())) {
                erasing.put(entry.event().id(), entry.event());
            }
            take(entry.event());
        });
        return erasing;
    }

    private void take(Event event) {
        boolean counts = !without.contains(event.id());
        for (Operation operation : erasures.operations(event)) {
            String property = operation.property();
            if (!names.contains(property)) {
                continue;
            }
            if (property.equals(TextType.HOME)) {
                if (texts != null) {
                    texts.take(operation.body(), !counts);
                }
                continue;
            }
            if (!before.contains(event.id())) {
                fold(was, property, event, meant(operation, was));
            }
            if (counts) {
                fold(rest, property, event, meant(operation, rest));
            }
            fold(all, property, event, operation);
        }
    }

    /** Who takes an element out of a set that an undone transaction added also takes out what it stood for. */
    private Operation meant(Operation operation, Map<String, @Nullable PropertyState> states) {
        AddWinsSet type = AddWinsSet.TYPE;
        String property = operation.property();
        if (!operation.dataType().equals(type.name()) || operation.version() != type.version()) {
            return operation;
        }
        byte[] body = AddWinsSet.meant(
                operation.body(),
                properties.current(type, all.get(property)),
                properties.current(type, states.get(property)));
        return new Operation(property, operation.dataType(), operation.version(), body);
    }

    private void fold(Map<String, @Nullable PropertyState> states, String property, Event event, Operation operation) {
        states.put(property, properties.apply(states.get(property), id, event.id(), operation, null));
    }

    /** As it is. */
    @Nullable
    PropertyState now(String property) {
        return all.get(property);
    }

    /** As it would be without the events that did not count before. */
    @Nullable
    PropertyState was(String property) {
        return was.get(property);
    }

    /** As it is to be; null if there would be none. */
    @Nullable
    PropertyState wanted(String property) {
        return rest.get(property);
    }

    @Nullable
    TextReversal texts() {
        return texts;
    }
}
