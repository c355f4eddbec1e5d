package ankurah.core.type;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a set: {@code [[element, ...], [[event id, index], ...]]}, each sorted and without duplicates.
 *
 * @param added the elements that its event adds
 * @param removed the additions, by other events, that it takes out
 */
record SetChange(List<Value> added, List<Addition> removed) {
    private static final SetChange NONE = new SetChange(List.of(), List.of());

    static SetChange of(byte @Nullable [] earlier) {
        return earlier == null ? NONE : decode(earlier);
    }

    /** Null is no element, and one level of nesting is the set's own. */
    static void requireElement(Value element) {
        if (element.isNull()) {
            throw new AnkurahException.Invalid("set.null", "null is not an element of a set");
        }
        byte[] unused = ValueCodec.encode(new Value.List(List.of(element)));
    }

    SetChange adding(Value element) {
        TreeSet<Value> more = elements(added);
        more.add(element);
        return new SetChange(List.copyOf(more), removed);
    }

    SetChange notAdding(Value element) {
        TreeSet<Value> fewer = elements(added);
        fewer.remove(element);
        return new SetChange(List.copyOf(fewer), removed);
    }

    SetChange addingNothing() {
        return new SetChange(List.of(), removed);
    }

    SetChange removing(Collection<Addition> more) {
        TreeSet<Addition> all = new TreeSet<>(removed);
        all.addAll(more);
        return new SetChange(added, List.copyOf(all));
    }

    /**
     * Removals name an addition by its place among the sorted elements of its event, so that order has to stay.
     *
     * @throws AnkurahException.Conflict {@code set.order_of_ids}
     */
    SetChange renamed(Renaming renaming) {
        List<Value> elements = new ArrayList<>(added.size());
        for (Value element : added) {
            Value anew = renaming.of(element);
            if (!elements.isEmpty() && Addition.ELEMENTS.compare(elements.getLast(), anew) >= 0) {
                throw new AnkurahException.Conflict(
                        "set.order_of_ids",
                        "the ids that were added to a set come in another order when those made under a wrong clock are"
                                + " made anew; add them again");
            }
            elements.add(anew);
        }
        List<Addition> additions = new ArrayList<>();
        removed.forEach(addition -> additions.add(new Addition(renaming.of(addition.event()), addition.index())));
        return new SetChange(List.copyOf(elements), NONE.removing(additions).removed());
    }

    private static TreeSet<Value> elements(List<Value> some) {
        TreeSet<Value> sorted = new TreeSet<>(Addition.ELEMENTS);
        sorted.addAll(some);
        return sorted;
    }

    byte[] encode() {
        CborWriter out = new CborWriter(64).array(2).array(added.size());
        added.forEach(element -> ValueCodec.write(out, element));
        out.array(removed.size());
        removed.forEach(addition -> addition.write(out));
        return out.toBytes();
    }

    /** The additions that hold each element of a set, in the order of its elements. */
    static byte[] encode(AddWinsSet.Elements state) {
        CborWriter out = new CborWriter(64).array(state.byElement.size());
        state.byElement.forEach(entry -> {
            out.array(entry.value().size());
            entry.value().forEach(addition -> addition.write(out));
        });
        return out.toBytes();
    }

    static SetChange decode(byte[] operation) {
        CborReader in = new CborReader(operation);
        in.array(2, "an operation on a set");
        List<Value> added = new ArrayList<>();
        for (int left = in.array(); left > 0; left--) {
            Value element = ValueCodec.read(in);
            requireElement(element);
            if (!added.isEmpty() && Addition.ELEMENTS.compare(added.getLast(), element) >= 0) {
                throw in.malformed("the elements added to a set are not sorted");
            }
            added.add(element);
        }
        List<Addition> removed = new ArrayList<>();
        for (int left = in.array(); left > 0; left--) {
            Addition addition = Addition.read(in);
            if (!removed.isEmpty() && removed.getLast().compareTo(addition) >= 0) {
                throw in.malformed("the additions removed from a set are not sorted");
            }
            removed.add(addition);
        }
        in.end();
        return new SetChange(List.copyOf(added), List.copyOf(removed));
    }
}
