package ankurah.core;

/** How an ephemeral node reaches its server. */
public interface Connector extends AutoCloseable {
    /**
     * Opens a connection; suspends until it is open.
     *
     * @throws ankurah.event.AnkurahException.Unavailable {@code sync.unreachable} if it cannot be opened
     */
    Connection connect(ConnectionHandler handler);

    /** What is connected to, for messages: an address without credentials. */
    String target();

    /** Releases what the connector holds; connections it opened are closed by their owner. */
    @Override
    default void close() {}
}
