package ankurah.core;

/** Hears how an ephemeral node stands to its server, in order, from the task that keeps the connection. */
@FunctionalInterface
public interface ConnectionListener {
    /** Must return soon; the connection waits. */
    void onStatus(ConnectionStatus status);
}
