package ankurah.core;

import ankurah.query.OrderBy;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import java.util.List;

/**
 * The indexes of a node. They change how long a query takes and never what it answers. What is declared is built in the
 * background while commits go on; a node that is closed in the middle goes on with it when it is next opened.
 *
 * <p>On a durable node they lie in its store, for all who read there. On an ephemeral one they are over what it holds.
 */
public interface Indexes {

    /**
     * Asks for an index, and returns at once. One that is there, or is being built, stays as it is.
     *
     * @throws ankurah.event.AnkurahException.Conflict {@code index.too_many} if the collection has as many as it may have
     */
    void declare(IndexSpec spec);

    /**
     * The same by columns: {@code declare("album", OrderBy.ascending("genre"), OrderBy.descending("year"))}.
     *
     * @param collection its stored name
     * @throws ankurah.event.AnkurahException.Invalid {@code index.columns} for none, too many, or one twice
     */
    default void declare(String collection, OrderBy... columns) {
        declare(IndexSpec.of(collection, columns));
    }

    /**
     * Suspends until queries use the index.
     *
     * @return whether they do; false at the deadline
     */
    boolean await(IndexSpec spec, long timeoutMillis);

    /** Takes an index away from queries and writes at once, if it is there; its entries go in the background. */
    void drop(IndexSpec spec);

    /** All of them, with how far they are, sorted. */
    List<IndexStatus> list();
}
