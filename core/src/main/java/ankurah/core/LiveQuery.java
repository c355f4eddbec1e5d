package ankurah.core;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Query;
import java.time.Duration;
import java.util.Optional;

/**
 * A query whose result follows every commit. May be shared by threads.
 *
 * <p>It is a signal of the {@link Node#signals node's graph}: an effect or computed value that reads {@link #result}
 * depends on it, and what it reads in one run comes from one position.
 */
public interface LiveQuery extends LiveRows, AutoCloseable {
    String collection();

    /** The selection that {@link #result} answers. */
    Query query();

    /** The newest result; in an effect or computed value of the node's graph, the one at its position. */
    ResultSet result();

    /** {@link #result}. */
    @Override
    default ResultSet get() {
        return result();
    }

    /** Like {@link #result}, an effect or computed value that reads this depends on it. */
    default Status status() {
        return state().get().status();
    }

    /** Why the status is {@link Status#FAILED}; read and tracked like the status. */
    default Optional<AnkurahException> error() {
        return state().get().error();
    }

    /**
     * Status and error as a signal. In the node's graph it is never ahead of the result: what reads {@link Status#LIVE} and
     * then the result reads the rows that the server named.
     */
    LiveValue<LiveState> state();

    /**
     * Waits for {@link Status#LIVE}; on a durable node that is at once.
     *
     * @throws AnkurahException.Unavailable {@code wait.timeout}
     * @throws AnkurahException the reason, if it failed
     */
    LiveQuery awaitLive(Duration timeout);

    /** Hears of changes from now on; the rows that are already there cause no call. */
    Subscription subscribe(ChangeListener listener);

    /**
     * Selects something else in the same collection: listeners hear of lost rows as removed and of new ones as initial. Of
     * several updates the one called last stays.
     */
    void update(Query query);

    void update(String ankql, Value... values);

    /** Ends it and its subscriptions. The last result stays readable. May be called again. */
    @Override
    void close();
}
