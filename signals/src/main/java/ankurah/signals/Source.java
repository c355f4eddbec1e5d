package ankurah.signals;

import org.jspecify.annotations.Nullable;

/**
 * The place of an outside value in a graph: a row of a database, the result of a query. The value stays outside; this
 * knows who depends on it. An implementation of {@link Signal} calls {@link #track} whenever it is read, and whoever
 * changes the value calls {@link #invalidate} afterwards, several of them in one {@link SignalGraph#batch batch} if they
 * changed together.
 */
public interface Source {
    /**
     * Makes the computed value or effect that is running depend on this. By any thread at any time; it does nothing on a
     * thread that is not running one of this graph.
     */
    void track();

    /**
     * The value has changed. Effects that depend on it run as with {@link MutableSignal#set}.
     *
     * @throws SignalException.SideEffect inside a computed value
     * @throws SignalException.Busy while another thread is in the graph
     */
    void invalidate();

    /** Gives it a name for messages. */
    Source named(String name);

    /** What stands behind a source. All is called inside the graph; an error goes to its {@link ErrorHandler}. */
    interface Upstream {
        /** The first effect has come to depend on the source; called once the effects at hand have run. */
        default void observed() {}

        /** The last one has gone; called once the effects at hand have run. */
        default void unobserved() {}

        /**
         * Something that differs by {@code equals} between any two values that differ: a version, or the value itself.
         * An invalidation that finds it as it was wakes nobody. Null, if there is no such thing: then each does.
         */
        default @Nullable Object stamp() {
            return null;
        }
    }
}
