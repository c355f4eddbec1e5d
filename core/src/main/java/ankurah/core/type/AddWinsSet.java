package ankurah.core.type;

import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.cbor.CborReader;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A set of values, {@code set}: of an addition and a concurrent removal of one element the addition wins, because a removal
 * takes out the additions that its author had seen and no others. An observed-remove set (Shapiro, Preguiça, Baquero,
 * Zawirski, "A comprehensive study of Convergent and Commutative Replicated Data Types", 2011) whose tags are event ids; a
 * removal is folded after the additions it names, so nothing is kept of what is gone.
 *
 * <p>The value is the list of the elements, sorted and each once; an empty list when all are gone, null when there was never
 * any operation. Elements are equal as values are: {@code 1} and {@code 1.0} are two. Of an erased addition the element goes,
 * also if others had added it before and its author saw that; an erased removal stays, for it names events only.
 */
public final class AddWinsSet extends CommutingType<AddWinsSet.Elements> {
    public static final AddWinsSet TYPE = new AddWinsSet();

    private static final Elements EMPTY =
            new Elements(PersistentMap.empty(Addition.ELEMENTS), PersistentMap.empty(Addition::compareTo));

    /** The elements, each with the additions that hold it. */
    public static final class Elements {
        final PersistentMap<Value, List<Addition>> byElement;
        final PersistentMap<Addition, Value> byAddition;

        Elements(PersistentMap<Value, List<Addition>> byElement, PersistentMap<Addition, Value> byAddition) {
            this.byElement = byElement;
            this.byAddition = byAddition;
        }

        public boolean contains(Value element) {
            return byElement.containsKey(element);
        }

        List<Addition> additions(Value element) {
            List<Addition> its = byElement.get(element);
            return its == null ? List.of() : its;
        }

        Elements with(Addition addition, Value element) {
            List<Addition> its = new ArrayList<>(additions(element));
            its.add(addition);
            its.sort(Addition::compareTo);
            return new Elements(byElement.put(element, List.copyOf(its)), byAddition.put(addition, element));
        }

        Elements without(Addition addition) {
            Value element = byAddition.get(addition);
            if (element == null) {
                return this;
            }
            List<Addition> left = new ArrayList<>(additions(element));
            left.remove(addition);
            return new Elements(
                    left.isEmpty() ? byElement.remove(element) : byElement.put(element, List.copyOf(left)),
                    byAddition.remove(addition));
        }
    }

    private AddWinsSet() {
        super("set", 1);
    }

    /**
     * Adds an element; it takes the place of the additions of it that the author has seen.
     *
     * @throws AnkurahException.Invalid {@code set.null} for null
     */
    public static TypedOperation<Elements> add(Value element) {
        SetChange.requireElement(element);
        return TypedOperation.of(
                TYPE,
                (seen, earlier) -> SetChange.of(earlier)
                        .adding(element)
                        .removing(seen.additions(element))
                        .encode());
    }

    /** {@link #add} for several elements. */
    public static TypedOperation<Elements> addAll(Collection<? extends Value> elements) {
        List<Value> added = List.copyOf(elements);
        added.forEach(SetChange::requireElement);
        return TypedOperation.of(TYPE, (seen, earlier) -> {
            SetChange change = SetChange.of(earlier);
            for (Value element : added) {
                change = change.adding(element).removing(seen.additions(element));
            }
            return change.encode();
        });
    }

    /** Removes an element; nothing happens if the author does not see it. */
    public static TypedOperation<Elements> remove(Value element) {
        return TypedOperation.of(
                TYPE,
                (seen, earlier) -> SetChange.of(earlier)
                        .notAdding(element)
                        .removing(seen.additions(element))
                        .encode());
    }

    /** Removes every element that the author sees. */
    public static TypedOperation<Elements> clear() {
        return TypedOperation.of(TYPE, (seen, earlier) -> {
            List<Addition> all = new ArrayList<>();
            seen.byAddition.forEach(entry -> all.add(entry.key()));
            return SetChange.of(earlier).addingNothing().removing(all).encode();
        });
    }

    @Override
    public Set<Value.Kind> kinds() {
        return EnumSet.of(Value.Kind.LIST);
    }

    @Override
    public void check(byte[] operation) {
        SetChange unused = SetChange.decode(operation);
    }

    @Override
    public List<EventId> needs(byte[] operation) {
        TreeSet<EventId> named = new TreeSet<>();
        SetChange.decode(operation).removed().forEach(addition -> named.add(addition.event()));
        return List.copyOf(named);
    }

    @Override
    public byte[] renamed(byte[] operation, Renaming renaming) {
        return SetChange.decode(operation).renamed(renaming).encode();
    }

    @Override
    public Elements initial() {
        return EMPTY;
    }

    @Override
    public Elements apply(Elements state, EventId event, byte[] operation) {
        SetChange change = SetChange.decode(operation);
        Elements after = state;
        for (Addition addition : change.removed()) {
            after = after.without(addition);
        }
        int index = 0;
        for (Value element : change.added()) {
            after = after.with(new Addition(event, index++), element);
        }
        return after;
    }

    @Override
    public Value value(Elements state) {
        List<Value> elements = new ArrayList<>(state.byElement.size());
        state.byElement.forEach(entry -> elements.add(entry.key()));
        return new Value.List(elements);
    }

    /** For each element of the value, in its order, the additions that hold it. */
    @Override
    public byte[] encode(Elements state) {
        return SetChange.encode(state);
    }

    @Override
    public Elements decode(byte[] encoded, Value value) {
        if (!(value instanceof Value.List list)) {
            throw new AnkurahException.Fault("type.state", "a set holds a " + value.kind());
        }
        CborReader in = new CborReader(encoded);
        in.array(list.items().size(), "the additions of a set");
        Elements state = EMPTY;
        for (Value element : list.items()) {
            for (int left = in.array(); left > 0; left--) {
                state = state.with(Addition.read(in), element);
            }
        }
        in.end();
        return state;
    }

    @Override
    public byte[] combine(byte[] first, byte[] second) {
        SetChange later = SetChange.decode(second);
        SetChange both = SetChange.decode(first).removing(later.removed());
        for (Value element : later.added()) {
            both = both.adding(element);
        }
        return both.encode();
    }

    @Override
    public byte[] erased(byte[] operation) {
        return SetChange.decode(operation).addingNothing().encode();
    }

    /**
     * An operation as it is meant where some others are left out: who takes out an element takes out what was not shown to
     * him then, too. What he could see and did not name stays.
     *
     * @param all what the operation came upon
     * @param here the same without some operations
     */
    public static byte[] meant(byte[] operation, Elements all, Elements here) {
        SetChange change = SetChange.decode(operation);
        SetChange meant = change;
        for (Addition named : change.removed()) {
            Value element = all.byAddition.get(named);
            if (element == null) {
                continue;
            }
            for (Addition other : here.additions(element)) {
                if (all.byAddition.get(other) == null) {
                    meant = meant.removing(List.of(other));
                }
            }
        }
        return meant.encode();
    }

    /** Elements that it would gain are added, and those that it would lose taken out. */
    @Override
    public @Nullable TypedOperation<Elements> restoring(Elements now, Elements was, Elements wanted) {
        List<Value> missing = new ArrayList<>();
        wanted.byElement.forEach(entry -> {
            if (!was.contains(entry.key()) && !now.contains(entry.key())) {
                missing.add(entry.key());
            }
        });
        List<Value> more = new ArrayList<>();
        was.byElement.forEach(entry -> {
            if (!wanted.contains(entry.key()) && now.contains(entry.key())) {
                more.add(entry.key());
            }
        });
        if (missing.isEmpty() && more.isEmpty()) {
            return null;
        }
        return TypedOperation.of(TYPE, (seen, earlier) -> {
            SetChange change = SetChange.of(earlier);
            for (Value element : more) {
                change = change.notAdding(element).removing(seen.additions(element));
            }
            for (Value element : missing) {
                change = change.adding(element).removing(seen.additions(element));
            }
            return change.encode();
        });
    }

    @Override
    public boolean sentAsEvents(Elements state) {
        return true;
    }
}
