package ankurah.core;

import ankurah.signals.Signal;
import java.util.List;

/**
 * Rows that follow every commit: those of a {@link LiveQuery}, or what was derived from one. What is derived is kept
 * current at a cost that depends on what changes, and is always what one would compute from the present rows. It follows
 * until it, or the query under it, is closed.
 */
public interface LiveRows extends Signal<ResultSet> {
    /** The rows that a test admits, in their order. */
    DerivedRows filter(RowTest test);

    /** What a function makes of each row, in the order of the rows; it is called once for each state of a row. */
    <T> LiveValue<List<T>> map(RowFunction<? extends T> function);

    /** The rows of this and another of the same node, each once, in the order they were created. */
    DerivedRows combine(LiveRows other);

    LiveValue<Integer> count();

    /**
     * The exact sum of the numbers that a property has; other values are left out. An int if all numbers are, and it fits
     * in 64 bits; a float, rounded once, if one of them is; a decimal otherwise. NULL if both infinities are among them.
     */
    LiveValue<ankurah.event.Value> sum(String property);

    /** The rows by the values of a property. */
    LiveValue<Groups> groupBy(String property);

    /** The same, with the {@link #sum} of a property for each group. */
    LiveValue<Groups> groupBy(String property, String summed);
}
