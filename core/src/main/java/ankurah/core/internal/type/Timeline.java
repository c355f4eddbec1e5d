package ankurah.core.internal.type;

import ankurah.core.internal.type.Folding.Step;
import ankurah.core.type.RefoldedType;
import ankurah.event.EventId;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.MapCursor;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fold in id order that can take in an operation at any place.
 *
 * <p><b>Which states are remembered</b> must follow from the operations alone, not from when they came, or equal histories
 * would have unequal bytes. So the ids decide. An operation has the level of the zero bits at the end of its id, which are
 * as good as thrown by a coin. The state behind an operation of level 4 or more is a checkpoint as long as fewer than two
 * later operations have its level or a greater one. That leaves two of each level: the last n operations hold about one
 * whose level is log n, so behind one that comes n too late there are about n to fold.
 *
 * <p>A late operation only adds later ones to those before it, so no checkpoint before it is missing; those behind it are
 * made anew while folding. The operations it is folded with come from the history, or from the last such time, which is
 * remembered as long as it is short.
 *
 * <p>Without a history (on an ephemeral node, whose states come from its server) a late operation counts as the last one.
 *
 * @param last the greatest id folded; null before the first
 * @param checkpoints ascending, all up to {@code last}
 * @param tail operations with ids above {@code tailFrom}, all of them up to {@code last}; null if not remembered
 * @param tailFrom null for all
 */
record Timeline<S>(
        @Nullable EventId last,
        S current,
        List<Checkpoint<S>> checkpoints,
        @Nullable PersistentMap<EventId, byte[]> tail,
        @Nullable EventId tailFrom) {
    private static final int LEAST_LEVEL = 4;
    private static final int KEPT = 2;
    private static final int LONGEST_TAIL = 8192;

    /** The state behind an operation. */
    record Checkpoint<S>(EventId id, S state) {}

    static <S> Timeline<S> start(RefoldedType<S> type) {
        return new Timeline<>(null, type.initial(), List.of(), null, null);
    }

    /** @param steps sorted by id, at least one */
    Timeline<S> with(RefoldedType<S> type, List<Step> steps, Origin origin) {
        EventId first = steps.getFirst().event();
        if (last == null || first.compareTo(last) > 0 || origin.history() == null) {
            return append(type, steps);
        }
        int kept = before(first);
        EventId from = kept == 0 ? null : checkpoints.get(kept - 1).id();
        PersistentMap<EventId, byte[]> operations = operations(type, from, origin);
        Editor<EventId, byte[]> all = operations.edit();
        for (Step step : steps) {
            all.put(step.event(), step.body());
        }
        return again(type, kept, all.build(), remembers(from) ? tailFrom : from);
    }

    private boolean remembers(@Nullable EventId from) {
        return tail != null && (tailFrom == null || from != null && tailFrom.compareTo(from) <= 0);
    }

    /** At least the operations behind {@code from}. */
    private PersistentMap<EventId, byte[]> operations(RefoldedType<S> type, @Nullable EventId from, Origin origin) {
        if (tail != null && remembers(from)) {
            return tail;
        }
        Editor<EventId, byte[]> read =
                PersistentMap.<EventId, byte[]>empty(EventId::compareTo).edit();
        origin.operations(type, from, read::put);
        return read.build();
    }

    /** How many checkpoints lie before an id. */
    private int before(EventId id) {
        int count = 0;
        while (count < checkpoints.size() && checkpoints.get(count).id().compareTo(id) < 0) {
            count++;
        }
        return count;
    }

    private Timeline<S> again(
            RefoldedType<S> type, int kept, PersistentMap<EventId, byte[]> operations, @Nullable EventId from) {
        List<Checkpoint<S>> made = new ArrayList<>(checkpoints.subList(0, kept));
        EventId behind = kept == 0 ? null : checkpoints.get(kept - 1).id();
        S state = kept == 0 ? type.initial() : checkpoints.get(kept - 1).state();
        EventId newest = null;
        MapCursor<EventId, byte[]> cursor = operations.ascending(behind, null);
        while (cursor.next()) {
            newest = cursor.key();
            if (behind != null && newest.equals(behind)) {
                continue;
            }
            state = type.fold(state, newest, cursor.value());
            if (level(newest) >= LEAST_LEVEL) {
                made.add(new Checkpoint<>(newest, state));
            }
        }
        boolean remembered = operations.size() <= LONGEST_TAIL;
        return new Timeline<>(newest, state, pruned(made), remembered ? operations : null, remembered ? from : null);
    }

    private Timeline<S> append(RefoldedType<S> type, List<Step> steps) {
        S state = current;
        EventId newest = last;
        List<Checkpoint<S>> made = checkpoints;
        PersistentMap<EventId, byte[]> longer = tail;
        for (Step step : steps) {
            EventId id = step.event();
            state = type.fold(state, id, step.body());
            newest = newest == null || newest.compareTo(id) < 0 ? id : newest;
            if (level(id) >= LEAST_LEVEL && id.equals(newest)) {
                made = new ArrayList<>(made);
                made.add(new Checkpoint<>(id, state));
                made = pruned(made);
            }
            longer = longer == null || longer.size() >= LONGEST_TAIL ? null : longer.put(id, step.body());
        }
        return new Timeline<>(newest, state, made, longer, longer == null ? null : tailFrom);
    }

    /** The zero bits at the end of an id's hash, up to 64. */
    private static int level(EventId id) {
        byte[] bytes = id.toBytes();
        long end = 0;
        for (int i = EventId.BYTES - Long.BYTES; i < EventId.BYTES; i++) {
            end = end << Byte.SIZE | bytes[i] & 0xffL;
        }
        return Long.numberOfTrailingZeros(end);
    }

    /** Those with fewer than two later ones of at least their level. */
    private static <S> List<Checkpoint<S>> pruned(List<Checkpoint<S>> all) {
        int[] later = new int[Long.SIZE + 1];
        List<Checkpoint<S>> left = new ArrayList<>(all.size());
        for (int i = all.size() - 1; i >= 0; i--) {
            int level = level(all.get(i).id());
            if (later[level] < KEPT) {
                left.add(all.get(i));
            }
            for (int l = LEAST_LEVEL; l <= level; l++) {
                later[l]++;
            }
        }
        return List.copyOf(left.reversed());
    }

    /** {@code [last, state, [[id, state], ...]]}. */
    byte[] encode(RefoldedType<S> type) {
        CborWriter out = new CborWriter(128).array(3);
        if (last == null) {
            out.nul();
        } else {
            last.write(out);
        }
        out.bytes(type.encode(current)).array(checkpoints.size());
        for (Checkpoint<S> checkpoint : checkpoints) {
            out.array(2);
            checkpoint.id().write(out);
            out.bytes(type.encode(checkpoint.state()));
        }
        return out.toBytes();
    }

    static <S> Timeline<S> decode(RefoldedType<S> type, byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(3, "a re-folded state");
        EventId last = in.skipNull() ? null : EventId.read(in);
        S current = type.decode(in.bytes());
        int count = in.array();
        List<Checkpoint<S>> checkpoints = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            in.array(2, "a checkpoint");
            checkpoints.add(new Checkpoint<>(EventId.read(in), type.decode(in.bytes())));
        }
        in.end();
        return new Timeline<>(last, current, List.copyOf(checkpoints), null, null);
    }
}
