package ankurah.server.internal;

import ankurah.core.sync.SyncLimits;
import ankurah.core.sync.SyncServer;
import ankurah.event.AnkurahException;
import ankurah.server.internal.watch.Watching;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** The one place that knows Jetty's server: another one is an adapter of this size. */
public final class JettyTransport {
    public static final String SYNC_PATH = "/sync";
    static final String SUBPROTOCOL = "ankurah.v1";
    private static final int ACCEPT_QUEUE = 1_024;
    private static final int HEADER_BYTES = 16 << 10;
    /** A busy machine may take longer than a short handshake to look at a request that is all there. */
    private static final int LEAST_PATIENCE_MILLIS = 5_000;

    private final SyncServer sync;
    private final SyncLimits limits;
    private final Server server;
    private final ServerConnector connector;

    /**
     * @param exports null if nobody gets everything
     * @param monitorToken what opens the pages about the server; null if only programs here see them
     * @param around puts what else is answered before the plain pages
     */
    public JettyTransport(
            SyncServer sync,
            Pages pages,
            @Nullable Exports exports,
            Watching watching,
            @Nullable String monitorToken,
            OriginCheck check,
            String host,
            int port,
            SyncLimits limits,
            UnaryOperator<Handler> around) {
        this.sync = sync;
        this.limits = limits;
        QueuedThreadPool pool = new QueuedThreadPool();
        pool.setName("ankurah-http");
        pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("ankurah-http-"));
        server = new Server(pool);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setReuseAddress(true);
        int patienceMillis = Math.max(limits.handshakeMillis(), LEAST_PATIENCE_MILLIS);
        connector.setIdleTimeout(patienceMillis);
        server.addConnector(connector);
        WebSocketUpgradeHandler upgrade = WebSocketUpgradeHandler.from(server, this::configure);
        HttpPages plain = new HttpPages(
                pages, exports == null ? null : new ExportPage(exports), new WatchPages(watching, monitorToken));
        upgrade.setHandler(around.apply(plain));
        Patience patience = new Patience(connector, patienceMillis, new HostCheck(check, upgrade));
        connector.addEventListener(patience);
        server.setHandler(patience);
    }

    public void start() {
        try {
            server.start();
        } catch (Exception e) {
            stop();
            throw describe(e);
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    public void stopAccepting() {
        try {
            connector.stop();
        } catch (Exception e) {
            throw new AnkurahException.Fault("server.stop", "the listener does not stop: " + e.getMessage(), e);
        }
    }

    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new AnkurahException.Fault("server.stop", "the server does not stop: " + e.getMessage(), e);
        }
    }

    private void configure(ServerWebSocketContainer container) {
        // The announced length is judged before anything of that size is made or read.
        container.setMaxFrameSize(limits.frameBytes());
        container.setAutoFragment(false);
        container.setMaxBinaryMessageSize(0);
        container.setIdleTimeout(Duration.ofMillis(2L * limits.silenceMillis()));
        container.addMapping(SYNC_PATH, this::accept);
    }

    private @Nullable Object accept(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        if (!request.hasSubProtocol(SUBPROTOCOL)) {
            HttpPages.answer(
                    response,
                    callback,
                    HttpStatus.BAD_REQUEST_400,
                    "text/plain",
                    "sync.subprotocol: the client must offer the subprotocol " + SUBPROTOCOL + "\n");
            return null;
        }
        response.setAcceptedSubProtocol(SUBPROTOCOL);
        // Compression would trade the server's memory and time for bytes, per connection, on data that is mostly
        // hashes.
        response.setExtensions(List.of());
        return new WebSocketPeer(sync::accept, limits.frameBytes());
    }

    private AnkurahException describe(Exception e) {
        String where = connector.getHost() + ":" + connector.getPort();
        Throwable cause = e;
        while (cause != null && !(cause instanceof BindException)) {
            cause = cause.getCause();
        }
        if (cause != null && String.valueOf(cause.getMessage()).contains("in use")) {
            return new AnkurahException.Conflict(
                    "server.port_in_use",
                    where + " is in use by another program; stop it or take another port (0 takes a free one)",
                    e);
        }
        String why = e instanceof IOException && e.getMessage() != null ? e.getMessage() : String.valueOf(e);
        return new AnkurahException.Unavailable("server.cannot_listen", "cannot listen on " + where + ": " + why, e);
    }
}
