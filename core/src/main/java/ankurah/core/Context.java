package ankurah.core;

import ankurah.core.model.Ref;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.query.Query;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
     * Opens a text for typing in a Yjs document somewhere else. Close it.
     *
     * @param commitAfter how long edits are gathered before they are committed together
     * @throws ankurah.event.AnkurahException.NotFound {@code entity.not_found}
     * @throws ankurah.event.AnkurahException.Invalid {@code event.data_type_differs} if the property is no text
     */
    TextMirror mirror(EntityId id, String property, Duration commitAfter, TextMirror.Listener listener);

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

    /**
     * Undoes what a transaction of this node did, by a new commit: what it wrote becomes what it would be if the transaction
     * had not been, as far as that is what is shown. What others have written over it stays. What it created is deleted,
     * what it deleted comes back; of texts what it inserted goes and what it deleted comes back; counters, sets and documents
     * lose what it did to them. Undoing the receipt of the result redoes it.
     *
     * <p>It reads the history of the entities concerned, so an ephemeral node has to be connected, unless they are its own
     * and pending.
     *
     * @param receipt of a transaction that was committed at this node by the same principal
     * @throws ankurah.event.AnkurahException.Invalid {@code undo.unsupported} if it wrote properties of a data type that
     *     cannot undo; then nothing is written
     * @throws ankurah.event.AnkurahException.Conflict {@code undo.nothing} for a receipt of nothing
     * @throws ankurah.event.AnkurahException.Refused if the policy refuses
     */
    Undone undo(Receipt<?> receipt);

    /**
     * Remembers the transactions that are committed through this very context from now on. Close it.
     *
     * @param most how many transactions can be undone
     */
    UndoManager undoManager(int most);

    /**
     * Takes the content of an entity away for good: what its events wrote is erased at every node that hears of it, from its
     * state, its history and its past; and it is deleted. Its events stay, with their ids, authors and times. What others
     * write to it meanwhile is not erased.
     *
     * <p>Only what the principal may be told of the entity's {@linkplain #history history} is erased. The policy is asked as
     * about any change, so by default whoever may write the entity may erase it; {@link ankurah.core.type.Erasure#isIn}
     * tells it what the event is. An ephemeral node asks its server for the history; it shows no text or counter without what was
     * erased until its server has sent it, which whoever waits for {@link Stage#ACCEPTED} waits for too.
     *
     * @return how many events it erases; nothing is committed if there are none
     * @throws ankurah.event.AnkurahException.NotFound {@code entity.not_found}
     * @throws ankurah.event.AnkurahException.Conflict {@code erase.type_unknown}, {@code erase.concurrent}
     * @throws ankurah.event.AnkurahException.Unavailable {@code sync.offline} if the server cannot be asked
     */
    Receipt<Integer> erase(EntityId id);

    /**
     * The same for some of its properties; the entity stays. An edit of several texts at once is erased as a whole if one of
     * them is named.
     *
     * @throws ankurah.event.AnkurahException.Invalid {@code erase.nothing} for an empty set
     */
    Receipt<Integer> erase(EntityId id, Set<String> properties);

    /**
     * Reading as it was at a position, such as {@link Receipt#position} or {@link Node#position} gave.
     *
     * @throws ankurah.event.AnkurahException.Conflict {@code position.other_log} for a position that is not one of the
     *     durable node's log, {@code position.beyond} for one that it has not come to
     * @throws ankurah.event.AnkurahException.Unavailable {@code sync.offline} if the server cannot be asked
     */
    Past asOf(Position position);

    /**
     * Reading as it was at an instant: at the newest position up to which the log held nothing dated later, to the
     * millisecond. So it is the order of the log that counts. A commit that was made offline and came late is not there
     * before it came, whatever its date; one dated ahead of the clock, by the minute that is allowed at most, takes those
     * that came after it with it to its date. An instant before the first commit shows nothing, one in the future what
     * there is now.
     */
    Past asOf(Instant instant);

    /**
     * Whether this node has the latest version of an entity that a durable node knows: the newest events of both are
     * compared. What policy hides is not there.
     *
     * <p>On a durable node it is only ever {@link Freshness#STALE} inside a read, a listener or a transaction, when others
     * have committed since.
     *
     * @throws ankurah.event.AnkurahException.NotFound {@code entity.not_found} if neither node has such an entity
     */
    Freshness freshness(EntityId id);

    /** {@link #freshness(EntityId)} of what a reference leads to. */
    default Freshness freshness(Ref<?> ref) {
        return freshness(ref.id());
    }

    /**
     * Being at an entity together with others who may see it: names, cursors. Close it.
     *
     * @throws ankurah.event.AnkurahException.Invalid {@code sync.not_ephemeral} on a durable node
     */
    Presence presence(EntityId id);

    /** {@link #presence(EntityId)} of what a reference leads to. */
    default Presence presence(Ref<?> ref) {
        return presence(ref.id());
    }

    /** How a query would be answered. */
    Plan explain(String collection, Query query);

    /** The same, after having answered it, with what that met; an ephemeral node asks its server. */
    Plan analyze(String collection, Query query);
}
