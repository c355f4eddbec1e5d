package ankurah.storage;

import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.query.Query;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The store at one position. May be read by several threads at once, and must be closed. */
public interface StorageSnapshot extends AutoCloseable {

    Position position();

    @Nullable
    EntityState state(String collection, EntityId id);

    /** The collection an entity belongs to, or null when the store knows nothing of it. */
    @Nullable
    String collectionOf(EntityId id);

    @Nullable
    Event event(EntityId entity, EventId id);

    boolean hasEvent(EntityId entity, EventId id);

    /**
     * The entity's events in the order of their ids, which is an order that respects causality.
     *
     * @param after where the page before ended, or null for the first page
     * @param max the most events to give
     */
    List<Event> events(EntityId entity, @Nullable EventId after, int max);

    /** The same events, each with its place in the log. */
    List<StoredEvent> stored(EntityId entity, @Nullable EventId after, int max);

    /**
     * The same from the greatest id down.
     *
     * @param before where the page before ended, or null for the last events
     */
    List<StoredEvent> storedBefore(EntityId entity, @Nullable EventId before, int max);

    /** The number of the first commit in the log that brought an event; 0 when it is not there, or none did. */
    long numberOf(EntityId entity, EventId id);

    @Nullable
    LoggedCommit logged(long number);

    /** At most {@code max} entries of the log behind the given number, in order. */
    List<LoggedCommit> log(long afterNumber, int max);

    /** Where a commit stands in the log; null when it is not there. */
    @Nullable
    Long committed(Hash256 commitId);

    byte @Nullable [] meta(String key);

    /** The small records whose keys begin with {@code prefix}, by code point. */
    SortedMap<String, byte[]> metas(String prefix);

    /** Shows them one after the other, for when there are many. */
    default void forEachMeta(String prefix, MetaVisitor visitor) {
        for (Map.Entry<String, byte[]> meta : metas(prefix).entrySet()) {
            visitor.visit(meta.getKey(), meta.getValue());
        }
    }

    /** Sees small records; it must not write. */
    interface MetaVisitor {
        void visit(String key, byte[] value);
    }

    /**
     * The rows of a query, in exactly its order, filtered, behind its cursor and up to its limit. Deleted rows are not
     * among them. A collection that nothing was stored of has no rows.
     *
     * @throws ankurah.event.AnkurahException.Invalid {@code query.unbound} when a parameter has no value
     */
    default RowCursor query(String collection, Query boundQuery) {
        return query(collection, boundQuery, false);
    }

    /** As {@link #query(String, Query)}, and with {@code withDeleted} also the deleted rows. */
    RowCursor query(String collection, Query boundQuery, boolean withDeleted);

    /**
     * The rows of {@link #query(String, Query)}, found by looking at all of the collection, without a plan: for a store in which
     * nothing is indexed.
     */
    default RowCursor scan(String collection, Query boundQuery) {
        return query(collection, boundQuery);
    }

    /** How many rows {@link #query(String, Query)} gives; counted in an index where that is the same. */
    long count(String collection, Query boundQuery);

    /** What {@link #query(String, Query)} would do, without doing it. */
    Plan explain(String collection, Query boundQuery);

    /** The same after having done it, with what it met. */
    Plan analyze(String collection, Query boundQuery);

    /** The names of the collections that have, or had, rows or an index, sorted. */
    List<String> collections();

    /**
     * Compares what the store keeps beside the states to find rows by, such as the entries of its indexes, with the states.
     * Reads all of it once, and holds little of it.
     *
     * @return the first difference, in words; null if there is none, or nothing is kept that could differ
     */
    default @Nullable String indexDifference() {
        return null;
    }

    @Override
    void close();
}
