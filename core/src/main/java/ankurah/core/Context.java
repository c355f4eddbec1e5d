package ankurah.core;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.query.Query;
import ankurah.storage.Plan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes as one principal. May be shared by threads and need not be closed.
 *
 * <p>Each read sees the newest position, except inside a listener, a {@link #read} or a transaction's body: there all
 * reads of the thread come from one.
 */
public interface Context extends Reads {
    Principal principal();

    /** Runs the body in a transaction and commits it; if the body throws, rolls back and throws the same. */
    <R extends @Nullable Object> Receipt<R> transact(TransactionBody<R> body);

    /** {@link #transact} without a result. */
    Receipt<@Nullable Void> run(TransactionAction body);

    /** Opens a transaction, which belongs to the thread that uses it and rolls back on close. */
    Transaction begin();

    /** Runs the body; all its reads come from one position. */
    <R extends @Nullable Object> R read(ReadBody<R> body);

    /**
     * One page of rows, as long as the query's limit, or of 100 rows if it has none. The next page is the same query with
     * {@link ResultPage#next} as its cursor; each page reads the position that is newest then.
     *
     * @throws ankurah.event.AnkurahException.Invalid {@code cursor.other_query} for a cursor that a page of another query or
     *     collection gave; {@link ankurah.query.Query#withAfter} refuses one of another order
     */
    ResultPage page(String collection, Query query);

    /** A result that follows every commit until it is closed. */
    LiveQuery live(String collection, Query query);

    LiveQuery live(String collection, String ankql, Value... values);

    /** An editor that commits 250 milliseconds after the first edit that is not committed. */
    default TextEditor editor(EntityId id, String property) {
        return editor(id, property, Duration.ofMillis(250));
    }

    /**
     * Opens a text for typing. Close it.
     *
     * @param commitAfter how long edits are gathered before they are committed together
     * @throws ankurah.event.AnkurahException.NotFound {@code entity.not_found}
     * @throws ankurah.event.AnkurahException.Invalid {@code event.data_type_differs} if the property is no text
     */
    TextEditor editor(EntityId id, String property, Duration commitAfter);

    /**
     * An entity that follows every commit until it is closed.
     *
     * @throws ankurah.event.AnkurahException.NotFound {@code entity.not_found} if it is not there now
     */
    LiveEntity observe(EntityId id);

    /**
     * The events of an entity, deleted or not, in the order of their ids, in which causes come before effects. An ephemeral
     * node asks its server and adds its own that are pending; that of an entity of which it has only such is known offline.
     *
     * <p>An event is told to whom the entity was visible right after the commit that brought it into the log, and is visible
     * now: what happened out of sight stays out of sight.
     *
     * @throws ankurah.event.AnkurahException.NotFound {@code entity.not_found}
     * @throws ankurah.event.AnkurahException.Unavailable {@code sync.offline} if the server cannot be asked
     */
    List<HistoryEntry> history(EntityId id);

    /** At most {@code max} events of an entity behind {@code after}; fewer only if there are no more. */
    List<HistoryEntry> history(EntityId id, @Nullable EventId after, int max);

    /** How a query would be answered. */
    Plan explain(String collection, Query query);

    /** The same, after having answered it, with what that met; an ephemeral node asks its server. */
    Plan analyze(String collection, Query query);
}
