package ankurah.core.internal.node;

import ankurah.core.internal.gate.EventPages;
import ankurah.core.internal.type.Erasures;
import ankurah.core.type.DataTypes;
import ankurah.core.type.Erasure;
import ankurah.core.type.TextType;
import ankurah.event.Clock;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.internal.Lists;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which events have to be erased for some properties of an entity to be gone, and what is left of each. Holds what is left,
 * which is less than a commit.
 */
final class ErasurePlan {
    private static final int PAGE = 1_000;
    /** What fits into one event beside all else. */
    private static final int EVENT_BYTES = 512 << 10;

    private final DataTypes types;
    /** Null for all. */
    private final @Nullable Set<String> properties;

    private final TreeMap<EventId, Erasure.Named> named = new TreeMap<>();

    private ErasurePlan(DataTypes types, @Nullable Set<String> properties) {
        this.types = types;
        this.properties = properties;
    }

    /** @param properties null for all */
    static ErasurePlan of(EventPages history, DataTypes types, @Nullable Set<String> properties) {
        ErasurePlan plan = new ErasurePlan(types, properties);
        Map<EventId, Event> erasing = new HashMap<>();
        Set<EventId> erased = new HashSet<>();
        history.forEach(PAGE, entry -> {
            Event event = entry.event();
            if (Erasure.isIn(event)) {
                erasing.put(event.id(), event);
                event.payload().ifPresent(payload -> payload.operations().forEach(one -> noteErased(one, erased)));
            }
        });
        if (!erased.isEmpty()) {
            history.forEach(PAGE, entry -> {
                if (erased.contains(entry.event().id())) {
                    erasing.put(entry.event().id(), entry.event());
                }
            });
        }
        Erasures before = Erasures.of(Clock.of(erasing.keySet()), erasing::get);
        history.forEach(PAGE, entry -> plan.look(entry.event(), before));
        int size;
        do {
            size = plan.named.size();
            erasing.values().forEach(event -> plan.lookAtEarlier(event, before));
        } while (plan.named.size() > size);
        return plan;
    }

    /** Events that erased and have been erased themselves. */
    private static void noteErased(Operation operation, Set<EventId> erased) {
        if (!Erasure.is(operation)) {
            return;
        }
        for (Erasure.Named named : Erasure.read(operation.body())) {
            for (Erasure.Remainder left : named.operations()) {
                if (Erasure.is(left.operation())) {
                    erased.add(named.event());
                    noteErased(left.operation(), erased);
                }
            }
        }
    }

    private void look(Event event, Erasures before) {
        List<Erasure.Remainder> left = new ArrayList<>();
        boolean loses = false;
        for (Operation operation : before.operations(event)) {
            if (Erasure.is(operation)) {
                return;
            }
            boolean gone = before.isErased(event.id(), operation.property())
                    || operation.property().equals(Names.DELETED);
            boolean goes = !gone && isMeant(operation);
            loses |= goes;
            left.add(new Erasure.Remainder(goes ? erased(operation) : operation, gone || goes));
        }
        if (loses) {
            named.put(event.id(), new Erasure.Named(event.id(), left));
        }
    }

    /** If an earlier event that erased has kept some of what is to go now, it goes too, and all it kept is said again. */
    private void lookAtEarlier(Event earlier, Erasures before) {
        List<Erasure.Remainder> left = new ArrayList<>();
        List<EventId> kept = new ArrayList<>();
        for (Operation operation : before.operations(earlier)) {
            if (!Erasure.is(operation)) {
                left.add(new Erasure.Remainder(operation, true));
                continue;
            }
            left.add(new Erasure.Remainder(erased(operation), true));
            for (Erasure.Named one : Erasure.read(operation.body())) {
                if (!Lists.all(one.operations(), Erasure.Remainder::erased)) {
                    kept.add(one.event());
                }
            }
        }
        if (Lists.any(kept, named::containsKey)) {
            named.put(earlier.id(), new Erasure.Named(earlier.id(), left));
            for (EventId event : kept) {
                named.computeIfAbsent(event, id -> new Erasure.Named(id, before.left(id)));
            }
        }
    }

    private boolean isMeant(Operation operation) {
        Set<String> meant = properties;
        if (meant == null || meant.contains(operation.property())) {
            return true;
        }
        return operation.property().equals(TextType.HOME)
                && Lists.any(TextType.summary(operation.body()).properties(), meant::contains);
    }

    private Operation erased(Operation operation) {
        return Erasures.erased(types, operation);
    }

    /** How many events it erases. */
    int size() {
        return named.size();
    }

    /** The greatest time of an event it names. */
    long latestTime() {
        return named.isEmpty() ? 0 : named.lastKey().time();
    }

    /** The operations that say it, each small enough for an event. */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        List<Erasure.Named> part = new ArrayList<>();
        long bytes = 0;
        for (Erasure.Named one : named.values()) {
            long size = EventId.BYTES;
            for (Erasure.Remainder left : one.operations()) {
                size += left.operation().property().length() + left.operation().body().length + 32L;
            }
            if (!part.isEmpty() && bytes + size > EVENT_BYTES) {
                operations.add(Erasure.of(part));
                part = new ArrayList<>();
                bytes = 0;
            }
            part.add(one);
            bytes += size;
        }
        if (!part.isEmpty()) {
            operations.add(Erasure.of(part));
        }
        return operations;
    }
}
