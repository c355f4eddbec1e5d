package ankurah.signals;

import org.jspecify.annotations.Nullable;

/** A signal that a program sets. {@code get} and {@code peek} may be called by any thread at any time. */
public interface MutableSignal<T extends @Nullable Object> extends Signal<T> {
    /**
     * Replaces the value. If it is not the same as the present one, the effects that depend on it have run when this
     * returns; inside a {@link SignalGraph#batch batch} or an effect they run at the end of the outermost one.
     *
     * @throws SignalException.SideEffect inside a computed value
     * @throws SignalException.Busy while another thread is in the graph
     */
    void set(T value);

    /** Replaces the value by one made from it, without depending on it. Throws what {@link #set} throws. */
    void update(Change<T> change);

    /** Gives it a name for messages. */
    MutableSignal<T> named(String name);

    /** Makes a value from the one before. */
    @FunctionalInterface
    interface Change<T extends @Nullable Object> {
        T apply(T before);
    }
}
