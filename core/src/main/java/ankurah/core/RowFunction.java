package ankurah.core;

/** Makes something of a row, by the row alone. */
@FunctionalInterface
public interface RowFunction<T> {
    /** Not null. */
    T of(Entity row);
}
