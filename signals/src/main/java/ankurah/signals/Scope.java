package ankurah.signals;

/** Effects, scopes and cleanups that end together. It belongs to the scope or effect it was made in. */
public interface Scope extends AutoCloseable {
    /**
     * Runs an action; what it makes belongs to this scope.
     *
     * @throws SignalException.Closed if the scope is closed
     */
    void run(Action action);

    /** Ends all that belongs to it, the newest first. Any thread may call this, as with {@link Effect#close}. */
    @Override
    void close();

    boolean isClosed();
}
