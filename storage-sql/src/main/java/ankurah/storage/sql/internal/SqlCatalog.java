package ankurah.storage.sql.internal;

import ankurah.storage.IndexSpec;
import ankurah.storage.internal.engine.Index;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which collections, properties and indexes there are. Immutable; a snapshot uses the one of its own moment, found by the
 * version that stands in the head row.
 */
final class SqlCatalog {
    private final long version;
    private final Map<String, Stored> collections;
    private final List<Index> indexes;
    private final Map<String, List<Index>> byCollection = new HashMap<>();

    SqlCatalog(long version, Map<String, Stored> collections, List<Index> indexes) {
        this.version = version;
        this.collections = collections;
        this.indexes = indexes;
        for (Index index : indexes) {
            byCollection
                    .computeIfAbsent(index.spec().collection(), name -> new ArrayList<>())
                    .add(index);
        }
    }

    static SqlCatalog empty(long version) {
        return new SqlCatalog(version, Map.of(), List.of());
    }

    long version() {
        return version;
    }

    @Nullable
    Stored collection(String name) {
        return collections.get(name);
    }

    Map<String, Stored> collections() {
        return collections;
    }

    /** By number. */
    List<Index> indexes() {
        return indexes;
    }

    /** The indexes of a collection, complete or not. */
    List<Index> indexes(String collection) {
        return byCollection.getOrDefault(collection, List.of());
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

    int nextCollection() {
        int next = 1;
        for (Stored stored : collections.values()) {
            next = Math.max(next, stored.number() + 1);
        }
        return next;
    }

    /** The least number that no index has. The table of that number may be there; it is empty then. */
    int nextIndex() {
        int next = 1;
        for (Index index : indexes) {
            if (index.number() == next) {
                next++;
            }
        }
        return next;
    }

    boolean hasView(String label) {
        return collections.values().stream().anyMatch(stored -> stored.view().equals(label));
    }

    SqlCatalog at(long newVersion) {
        return new SqlCatalog(newVersion, collections, indexes);
    }

    SqlCatalog with(Stored collection) {
        Map<String, Stored> more = new HashMap<>(collections);
        more.put(collection.name(), collection);
        return new SqlCatalog(version, more, indexes);
    }

    /** With this index added, or in the place of the one with its number. */
    SqlCatalog with(Index index) {
        List<Index> more = new ArrayList<>(without(index.number()).indexes);
        more.add(index);
        more.sort(Comparator.comparingInt(Index::number));
        return new SqlCatalog(version, collections, List.copyOf(more));
    }

    SqlCatalog without(int number) {
        return new SqlCatalog(
                version,
                collections,
                indexes.stream().filter(index -> index.number() != number).toList());
    }
}
