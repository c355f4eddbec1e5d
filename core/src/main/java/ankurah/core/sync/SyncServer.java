package ankurah.core.sync;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Node;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.sync.server.ServerHub;
import ankurah.event.AnkurahException;
import java.util.List;

/** Serves a durable node to clients, over whatever transport brings their connections. */
public final class SyncServer implements AutoCloseable {
    private static final long CLOSE_MILLIS = 10_000;

    private final ServerHub hub;

    private SyncServer(ServerHub hub) {
        this.hub = hub;
    }

    /** @throws AnkurahException.Invalid {@code sync.not_durable} for an ephemeral node */
    public static SyncServer of(Node node, Authenticator authenticator, SyncLimits limits) {
        if (!(node.backend() instanceof DurableBackend durable)) {
            throw new AnkurahException.Invalid("sync.not_durable", "only a durable node can serve clients");
        }
        return new SyncServer(new ServerHub(durable, authenticator, limits));
    }

    /**
     * Takes a connection that a transport has opened. Does not suspend.
     *
     * @return what the transport tells of what the client does
     */
    public ConnectionHandler accept(Connection connection) {
        return hub.accept(connection);
    }

    /** How many clients are connected. */
    public int connections() {
        return hub.connections();
    }

    /** The clients that are connected, by number. Each is looked at while it goes on, so the figures of one may not fit. */
    public List<SessionStatus> sessions() {
        return hub.statuses();
    }

    /** {@link #close(long)} with ten seconds. */
    @Override
    public void close() {
        close(CLOSE_MILLIS);
    }

    /** Takes no more clients, answers the commits that have begun, and closes all connections with code 1001. */
    public void close(long timeoutMillis) {
        hub.close(timeoutMillis);
    }
}
