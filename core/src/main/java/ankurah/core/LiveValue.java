package ankurah.core;

import ankurah.signals.Signal;

/**
 * A value that follows live queries. In an effect or computed value of the {@link Node#signals node's graph} it comes from
 * the graph's position; elsewhere it is as new as the newest commit, and any thread may read it. It is brought forward
 * when it is read, at a cost that depends on what changed since the last time.
 *
 * <p>Nothing refers to it but who watches it or reads it in an effect, so it may simply be let go.
 *
 * @param <T> never changes in place
 */
public interface LiveValue<T> extends Signal<T>, AutoCloseable {
    /**
     * Hears of the present value and then of each other one, on the node's {@link Dispatcher}. Commits that came faster
     * than that are heard of as one.
     */
    Watch watch(ValueListener<? super T> listener);

    /** Ends it and its watches; it stays as it is. May be called again. */
    @Override
    void close();

    /** A listener's place at a value. */
    interface Watch extends AutoCloseable {
        /** Ends it: no call begins afterwards. May be called again. */
        @Override
        void close();
    }
}
