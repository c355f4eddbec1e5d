package ankurah.signals;

import ankurah.signals.internal.CurrentThread;
import ankurah.signals.internal.Graph;
import ankurah.signals.internal.LoggingHandler;
import org.jspecify.annotations.Nullable;

/**
 * Signals that can depend on each other, and who is reading them at the moment. A program has one for each user interface
 * or node; reading a signal of another graph is not tracked.
 *
 * <p>One thread at a time: whoever changes something, reads a computed value or makes an effect is in the graph until
 * that and the effects it caused are done, and another who tries meanwhile gets {@link SignalException.Busy}. Reading a
 * {@link MutableSignal}, {@link Source#track} and closing are free of that.
 *
 * <p>No effect ever sees a computed value that is out of date, and no computed value is computed twice for one batch.
 */
public interface SignalGraph {
    /** How often an effect may run for one batch because of what it and others write. */
    int RUNS_PER_BATCH = 100;

    /** A graph whose errors are logged. */
    static SignalGraph create() {
        return create(new LoggingHandler());
    }

    static SignalGraph create(ErrorHandler errors) {
        return create(errors, new CurrentThread());
    }

    static SignalGraph create(ErrorHandler errors, Strand strand) {
        return new Graph(errors, strand);
    }

    /** A signal that starts with a value, and changes when it is set to one that is not equal. */
    default <T extends @Nullable Object> MutableSignal<T> signal(T value) {
        return signal(value, Equality.equal());
    }

    <T extends @Nullable Object> MutableSignal<T> signal(T value, Equality<? super T> equality);

    /** A value computed from others. Those that depend on it are woken when it is not equal to what it was. */
    default <T extends @Nullable Object> Computed<T> computed(Computation<T> computation) {
        return computed(computation, Equality.equal());
    }

    <T extends @Nullable Object> Computed<T> computed(Computation<T> computation, Equality<? super T> equality);

    /**
     * Runs an action now and whenever something changes that it read, until the effect is closed.
     *
     * @throws SignalException.SideEffect inside a computed value
     * @throws SignalException.Busy while another thread is in the graph
     */
    Effect effect(Action action);

    /** A scope, which belongs to the scope or effect that is running, if one is. Throws what {@link #effect} throws. */
    Scope scope();

    /**
     * Has a cleanup run when the scope or effect that is running ends, or runs again.
     *
     * @throws SignalException.NoOwner if none is running
     */
    void onClose(Action cleanup);

    /** The place of an outside value that changes with each invalidation. */
    default Source source() {
        return source(new Source.Upstream() {});
    }

    /** The place of an outside value. */
    Source source(Source.Upstream upstream);

    /**
     * Runs an action; effects wait until the outermost batch ends, also when it ends by an exception. Inside, reads see
     * what was written.
     *
     * @throws SignalException.Busy while another thread is in the graph
     */
    void batch(Action action);

    /** Runs a computation whose reads are depended on by nobody. */
    <T extends @Nullable Object> T untracked(Computation<T> computation);

    /** Runs an action whose reads are depended on by nobody. */
    void untracked(Action action);
}
