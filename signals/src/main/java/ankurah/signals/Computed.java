package ankurah.signals;

import org.jspecify.annotations.Nullable;

/**
 * A value computed from other signals, when it is asked for and something it read has changed. What it read in its last
 * run is what it depends on. An exception is a result too: it is kept, and thrown to all who ask, until something that
 * was read changes.
 *
 * <p>While no effect depends on it, directly or through others, nothing refers to it and it can be garbage collected.
 */
public interface Computed<T extends @Nullable Object> extends Signal<T> {
    /**
     * {@inheritDoc}
     *
     * @throws SignalException.Cycle if the value depends on itself
     * @throws SignalException.Busy while another thread is in the graph
     */
    @Override
    T get();

    /** Gives it a name for messages. */
    Computed<T> named(String name);
}
