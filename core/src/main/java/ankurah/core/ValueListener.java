package ankurah.core;

/** Hears of values, one at a time, on a node's {@link Dispatcher}. What one throws is logged and stops nobody. */
@FunctionalInterface
public interface ValueListener<T> {
    void onValue(T value);
}
