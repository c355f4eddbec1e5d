package ankurah.signals;

/**
 * An action that runs at once, and again after each batch in which something changed that its last run read: at most
 * once for a batch, unless it changes what it depends on itself. Effects, scopes and cleanups made while it runs belong
 * to that run: they are closed, the newest first, before the next one.
 *
 * <p>What it throws goes to the graph's {@link ErrorHandler} and stops nobody; it runs again when something changes.
 */
public interface Effect extends AutoCloseable {
    /**
     * Ends it with all that belongs to it. Any thread may call this at any time, the effect itself too. No run begins
     * after this returns; one that is under way comes to its end, and cleanups run after that.
     */
    @Override
    void close();

    boolean isClosed();

    /** Gives it a name for messages. */
    Effect named(String name);
}
