package ankurah.storage.internal.engine;

import ankurah.storage.IndexSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which collections and indexes there are, and the small numbers that stand for them in keys. Immutable: the engine swaps
 * it, and a snapshot keeps the one it was taken with.
 */
public final class Catalog {
    private static final Index[] NONE = {};
    static final Catalog EMPTY = new Catalog(Map.of(), List.of());

    private final Map<String, Integer> numbers;
    private final List<Index> indexes;
    private final Map<String, Index[]> byCollection;

    private Catalog(Map<String, Integer> numbers, List<Index> indexes) {
        this.numbers = numbers;
        this.indexes = indexes;
        this.byCollection = new HashMap<>();
        for (Index index : indexes) {
            Index[] before = byCollection.getOrDefault(index.spec().collection(), NONE);
            Index[] more = Arrays.copyOf(before, before.length + 1);
            more[before.length] = index;
            byCollection.put(index.spec().collection(), more);
        }
    }

    /** What a collection's number is; null when nothing of it was ever stored. */
    @Nullable
    Integer number(String collection) {
        return numbers.get(collection);
    }

    Map<String, Integer> numbers() {
        return numbers;
    }

    Catalog withCollection(String collection, int number) {
        Map<String, Integer> more = new HashMap<>(numbers);
        more.put(collection, number);
        return new Catalog(more, indexes);
    }

    int nextCollection() {
        int next = 1;
        for (int number : numbers.values()) {
            next = Math.max(next, number + 1);
        }
        return next;
    }

    /** In the order they were announced in. */
    List<Index> indexes() {
        return indexes;
    }

    /** The indexes of a collection, complete or not. */
    Index[] indexes(String collection) {
        return byCollection.getOrDefault(collection, NONE);
    }

    /** The index of these columns that is there, or is being built. */
    @Nullable
    Index index(IndexSpec spec) {
        for (Index index : indexes(spec.collection())) {
            if (index.isWritten() && index.spec().equals(spec)) {
                return index;
            }
        }
        return null;
    }

    int nextIndex() {
        int next = 1;
        for (Index index : indexes) {
            next = Math.max(next, index.number() + 1);
        }
        return next;
    }

    /** With this index added, or in the place of the one with its number. */
    Catalog withIndex(Index index) {
        List<Index> more = new ArrayList<>(without(index.number()));
        more.add(index);
        more.sort((a, b) -> Integer.compare(a.number(), b.number()));
        return new Catalog(numbers, List.copyOf(more));
    }

    Catalog withoutIndex(int number) {
        return new Catalog(numbers, List.copyOf(without(number)));
    }

    private List<Index> without(int number) {
        List<Index> rest = new ArrayList<>();
        for (Index index : indexes) {
            if (index.number() != number) {
                rest.add(index);
            }
        }
        return rest;
    }
}
