package ankurah.web.internal.net;

import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Connector;
import ankurah.core.Scheduler;
import ankurah.event.AnkurahException;

/** Opens sockets of the host to one address. */
public final class HostConnector implements Connector {
    static final String SUBPROTOCOL = "ankurah.v1";
    private static final int FRAME_BYTES = 1 << 20;
    private static final int CONNECT_MILLIS = 10_000;

    private final HostSockets sockets;
    private final String url;
    private final Scheduler scheduler;

    public HostConnector(HostSockets sockets, String url, Scheduler scheduler) {
        this.sockets = sockets;
        this.url = url;
        this.scheduler = scheduler;
    }

    @Override
    public Connection connect(ConnectionHandler handler) {
        HostConnection connection = new HostConnection(handler, scheduler);
        connection.socket = sockets.open(url, SUBPROTOCOL, FRAME_BYTES, connection);
        boolean decided = scheduler.await(connection.decided, scheduler.deadlineIn(CONNECT_MILLIS));
        String failure = decided ? connection.failure() : "it did not answer within " + CONNECT_MILLIS + " ms";
        if (failure != null) {
            connection.abandon();
            throw new AnkurahException.Unavailable("sync.unreachable", "no connection to " + url + ": " + failure);
        }
        connection.begin();
        return connection;
    }

    @Override
    public String target() {
        return url;
    }
}
