package ankurah.bench;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Connector;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.event.AnkurahException;
import ankurah.server.Server;
import ankurah.server.ServerOptions;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A server on loopback over a memory store, and clients of it whose line can be cut. */
final class Rig implements AutoCloseable {
    private static final int LONGEST_PAUSE_MILLIS = 50;
    final Stores.Opened store = Stores.MEMORY.open();
    final Node node = Node.durable(store.engine(), Policy.allowAll());
    final Server server = Server.start(node, ServerOptions.defaults().withPort(0));

    Node client() {
        return Client.connect(server.uri());
    }

    Node client(Line line) {
        return Node.ephemeral(line, NodeOptions.defaults().withRetry(1, LONGEST_PAUSE_MILLIS));
    }

    Line line() {
        return new Line(server.uri());
    }

    @Override
    public void close() {
        server.close();
        node.close();
        store.delete();
    }

    /** A connector whose connection a cut ends, and which connects again in the moment the line is mended. */
    static final class Line implements Connector {
        private static final int GOING_AWAY = 1001;
        private final Connector inner;
        private volatile CountDownLatch mended = new CountDownLatch(0);
        private volatile CountDownLatch knocked = new CountDownLatch(1);
        private volatile @Nullable Connection open;

        Line(URI uri) {
            inner = Client.connector(uri, ClientOptions.defaults());
        }

        void cut() throws InterruptedException {
            while (open == null) { // a client may hear what comes before its connect has returned
                Thread.sleep(1);
            }
            knocked = new CountDownLatch(1);
            mended = new CountDownLatch(1);
            Connection connection = open;
            open = null;
            if (connection != null) {
                connection.close(GOING_AWAY, "cut");
            }
        }

        /** Waits until the client has paused for as long as it does before it tries again, and tries. */
        void awaitKnock() throws InterruptedException {
            knocked.await();
        }

        void mend() {
            mended.countDown();
        }

        @Override
        public Connection connect(ConnectionHandler handler) {
            try {
                knocked.countDown();
                mended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AnkurahException.Unavailable("sync.unreachable", "interrupted while the line was cut", e);
            }
            Connection connection = inner.connect(handler);
            open = connection;
            return connection;
        }

        @Override
        public String target() {
            return inner.target();
        }
    }
}
