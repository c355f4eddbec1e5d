package ankurah.core.observe;

import ankurah.core.Principal;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.query.Query;
import ankurah.storage.IndexSpec;
import org.jspecify.annotations.Nullable;

/**
 * What happened. Times are spans in nanoseconds by the observer's clock. {@code connection} is the number of a client's
 * connection at its server, and 0 for the program that the node runs in.
 *
 * <p>Queries have the values that were asked for, and principals are persons: what of it may be shown to whom is for the
 * observer to decide.
 */
public sealed interface Observed {
    /** A commit is stored and shown, or was there already. */
    record Committed(Commit commit, long connection, long number, boolean fresh, long nanos) implements Observed {}

    /** A commit was refused. */
    record Refused(Commit commit, long connection, String code, long nanos) implements Observed {}

    /** An event joined an entity whose head its author had not seen as it was: both go on. */
    record Merged(String collection, EntityId entity, EventId event, int tips) implements Observed {}

    /**
     * Rows were read for a query.
     *
     * @param rows how many were given, or counted
     * @param by who asked; null where it is not told
     */
    record Queried(
            Kind kind,
            long connection,
            String collection,
            Query query,
            @Nullable Principal by,
            long rows,
            long nanos) implements Observed {}

    /** What the rows were read for. */
    enum Kind {
        /** To be given once. */
        ONCE,
        /** For a live query or a subscription to begin with. */
        LIVE
    }

    /** An index that was built can be used now. */
    record IndexBuilt(IndexSpec index, long nanos) implements Observed {}

    /** A client's subscription was opened. */
    record Subscribed(long connection, long subscription, String collection, Query query, int rows, long nanos)
            implements Observed {}

    /** A client's subscription is open no more. */
    record Unsubscribed(long connection, long subscription, String collection) implements Observed {}

    /** A client has connected. */
    record Connected(long connection) implements Observed {}

    /** A client has shown who it is. */
    record SignedIn(long connection, Principal principal) implements Observed {}

    /**
     * A client's connection has ended.
     *
     * @param code why the server ended it; null if the client did, or the network
     */
    record Disconnected(long connection, @Nullable String code) implements Observed {}

    /** The node stopped, because its store failed. */
    record Stopped(String code, String message) implements Observed {}
}
