package ankurah.core.internal.gate;

import ankurah.core.Status;
import ankurah.core.internal.entity.RowFilter;
import ankurah.event.AnkurahException;
import org.jspecify.annotations.Nullable;

/**
 * Why a reader may trust the rows of one selection: on a durable node, because they are all here; on an ephemeral one,
 * because a subscription at its server keeps them so. As a filter it admits the rows that belong to the selection as far
 * as that is known; when what it admits changes otherwise than through changed rows, its owner publishes it as renewed.
 */
public interface Coverage extends RowFilter {
    Status status();

    /** Why the status is {@link Status#FAILED}. */
    @Nullable
    AnkurahException error();

    /**
     * Suspends until the status is {@link Status#LIVE}.
     *
     * @throws AnkurahException.Unavailable {@code wait.timeout} at the deadline
     * @throws AnkurahException the reason, if it failed
     */
    void awaitLive(long deadlineMillis);

    /**
     * Suspends until waiting longer makes no sense: the status is no longer {@link Status#LOCAL}, or the server cannot be
     * asked, or the deadline has passed. Throws nothing.
     */
    void settle(long deadlineMillis);

    /** Hears that {@link #status} or {@link #error} may have changed. Must be quick and must not suspend. */
    @FunctionalInterface
    interface StatusListener {
        void onStatus();
    }

    /** Has a listener hear of each change from now on, until the coverage is closed. At most one; the last stays. */
    void listen(StatusListener listener);

    /** Nobody reads through it any more. May be called again. Never suspends. */
    void close();
}
