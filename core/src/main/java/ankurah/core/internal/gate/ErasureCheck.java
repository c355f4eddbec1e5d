package ankurah.core.internal.gate;

import ankurah.core.internal.entity.Erasing;
import ankurah.core.internal.entity.View;
import ankurah.core.internal.type.Erasures;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataTypes;
import ankurah.core.type.Erasure;
import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event erases, and does nothing else: what it says is left of the events it names has to be what is there, or
 * what the data types leave of it. Otherwise somebody could put words into the mouths of others.
 */
final class ErasureCheck {
    private final Properties properties;
    private final DataTypes types;
    private final EntityState state;
    private final View view;
    private final Event eraser;
    private final Erasures before;
    private final Map<EventId, Erasure.Named> named = new HashMap<>();

    private ErasureCheck(Properties properties, View view, EntityState state, Event eraser) {
        this.properties = properties;
        this.types = properties.types();
        this.state = state;
        this.view = view;
        this.eraser = eraser;
        this.before = Erasing.of(properties, state, id -> view.event(state.id(), id));
        Erasing.named(eraser).forEach(one -> named.put(one.event(), one));
    }

    /**
     * The events that lose their payloads.
     *
     * @param state the entity before the event
     * @throws AnkurahException.Invalid {@code erase.differs}
     * @throws AnkurahException.Conflict {@code erase.type_unknown}, {@code erase.concurrent}
     */
    static List<Event> erased(Properties properties, View view, @Nullable EntityState state, Event eraser) {
        if (state == null) {
            throw new AnkurahException.Invalid(
                    "erase.differs", "the event " + eraser.id() + " erases what is not there");
        }
        return new ErasureCheck(properties, view, state, eraser).erased();
    }

    private List<Event> erased() {
        List<Event> erased = new ArrayList<>();
        for (Erasure.Named one : named.values()) {
            Event event = view.event(eraser.entity(), one.event());
            if (event == null) {
                throw differs(one.event(), "it is not here");
            }
            boolean known = event.payload().isPresent() || before.names(event.id());
            if (known) {
                requireSame(one, before.operations(event));
            } else {
                one.operations().forEach(this::requireEmpty);
            }
            if (event.payload().isPresent()) {
                erased.add(event.erased());
            }
        }
        for (EventId earlier : Erasing.erasing(properties, state)) {
            Event event = view.event(eraser.entity(), earlier);
            if (event != null) {
                requireSeen(event);
            }
        }
        erased.sort((a, b) -> a.id().compareTo(b.id()));
        return erased;
    }

    private void requireSame(Erasure.Named one, List<Operation> there) {
        boolean fits = one.operations().size() == there.size();
        for (int i = 0; fits && i < there.size(); i++) {
            Erasure.Remainder left = one.operations().get(i);
            Operation whole = there.get(i);
            Operation expected = left.erased() ? without(whole) : whole;
            // What an earlier one kept may not hide in the body of a later one.
            boolean nested = Erasure.is(whole) && !left.erased();
            boolean back = !left.erased() && before.isErased(one.event(), whole.property());
            fits = !back && !nested && left.operation().equals(expected);
        }
        if (!fits) {
            throw differs(one.event(), "what is said to be left of it is not what is there, erased or not");
        }
    }

    /** That an entity was deleted is no content, and stays. */
    private Operation without(Operation whole) {
        return whole.property().equals(Names.DELETED) ? whole : Erasures.erased(types, whole);
    }

    /** Of an event whose content nobody has shown here nothing can be said but what has none. */
    private void requireEmpty(Erasure.Remainder left) {
        Operation operation = left.operation();
        properties.check(operation);
        PropertyState there = state.properties().get(operation.property());
        if (there != null && !there.dataType().equals(operation.dataType())) {
            throw differs(eraser.id(), "it is of another data type than what is there");
        }
        boolean empty = left.erased() && Arrays.equals(without(operation).body(), operation.body());
        if (!empty) {
            throw differs(eraser.id(), "it says what was left of an event whose content is not here");
        }
    }

    /** What an earlier one kept and this one erases would stay in the earlier one. */
    private void requireSeen(Event earlier) {
        for (Operation operation : before.operations(earlier)) {
            if (!Erasure.is(operation)) {
                continue;
            }
            for (Erasure.Named kept : Erasure.read(operation.body())) {
                boolean keeps = kept.operations().stream().anyMatch(one -> !one.erased() && isCurrent(kept, one));
                Erasure.Named now = named.get(kept.event());
                boolean goes = named.containsKey(earlier.id());
                if (keeps && goes != (now != null)) {
                    throw new AnkurahException.Conflict(
                            "erase.concurrent",
                            "the event " + earlier.id() + " has erased the same, and kept something of " + kept.event()
                                    + "; look at the history again, and erase again");
                }
            }
        }
    }

    private boolean isCurrent(Erasure.Named kept, Erasure.Remainder one) {
        return !before.isErased(kept.event(), one.operation().property());
    }

    private AnkurahException differs(EventId event, String why) {
        return new AnkurahException.Invalid(
                "erase.differs", "the event " + eraser.id() + " cannot erase " + event + ": " + why);
    }
}
