package ankurah.signals;

import org.jspecify.annotations.Nullable;

/**
 * A value that changes, and that knows who reads it. Outside sources implement this over a {@link Source}.
 *
 * @param <T> the type of the value; values should not be changed in place
 */
public interface Signal<T extends @Nullable Object> {
    /** The present value. Inside a computed value or an effect of the same graph, that one now depends on it. */
    T get();

    /** The present value, without depending on it. */
    T peek();
}
