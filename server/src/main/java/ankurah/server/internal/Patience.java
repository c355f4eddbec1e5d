package ankurah.server.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Ends connections that do not come to the point. The idle timeout begins anew with every byte, so somebody who sends his
 * request a byte at a time would keep a socket for hours; here a whole request has to begin within a time, and then another
 * one within the same, as long as the connection speaks HTTP.
 */
final class Patience extends Handler.Wrapper implements Connection.Listener {
    private final ServerConnector connector;
    private final long millis;
    private final Map<Connection, Talk> talks = new ConcurrentHashMap<>();

    /** What has come over one connection. */
    private static final class Talk {
        private boolean begun;
        private int open;

        synchronized void begin() {
            begun = true;
            open++;
        }

        synchronized void end() {
            open--;
        }

        /** Whether something has begun since this was asked last, or is going on. */
        synchronized boolean goesOn() {
            boolean goesOn = begun || open > 0;
            begun = false;
            return goesOn;
        }
    }

    Patience(ServerConnector connector, long millis, Handler next) {
        super(next);
        this.connector = connector;
        this.millis = millis;
    }

    @Override
    public void onOpened(Connection connection) {
        // One that has become a WebSocket has a deadline of its own.
        if (connection instanceof ConnectionMetaData) {
            talks.put(connection, new Talk());
            lookLater(connection);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        talks.remove(connection);
    }

    private void lookLater(Connection connection) {
        connector.getScheduler().schedule(() -> look(connection), millis, TimeUnit.MILLISECONDS);
    }

    private void look(Connection connection) {
        Talk talk = talks.get(connection);
        if (talk == null) {
            return;
        }
        if (talk.goesOn()) {
            lookLater(connection);
        } else {
            connection.getEndPoint().close();
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Talk talk = talks.get(request.getConnectionMetaData().getConnection());
        if (talk != null) {
            talk.begin();
            Request.addCompletionListener(request, failure -> talk.end());
        }
        return super.handle(request, response, callback);
    }
}
