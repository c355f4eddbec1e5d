package ankurah.server;

import ankurah.core.Node;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.sync.SyncServer;
import ankurah.event.AnkurahException;
import ankurah.server.internal.JettyTransport;
import ankurah.server.internal.OriginCheck;
import ankurah.server.internal.inspect.InspectHandler;
import ankurah.server.internal.site.SiteFiles;
import ankurah.server.internal.site.SiteHandler;
import ankurah.server.internal.watch.Watching;
import java.net.URI;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * A durable node that clients reach by WebSocket at {@code /sync}; {@code /}, {@code /health} and {@code /ready} answer by HTTP,
 * {@code /metrics} and {@code /status} to who runs it, and {@code /export} if the options say so. The node
 * stays the caller's: it is not closed with the server.
 */
public final class Server implements AutoCloseable {
    private final SyncServer sync;
    private final JettyTransport transport;
    private final Watching watching;
    private final ServerOptions options;

    private Server(SyncServer sync, JettyTransport transport, Watching watching, ServerOptions options) {
        this.sync = sync;
        this.transport = transport;
        this.watching = watching;
        this.options = options;
    }

    /**
     * Listens at once.
     *
     * @throws AnkurahException.Conflict {@code server.port_in_use}
     * @throws AnkurahException.NotFound {@code server.site} for a page that is not there
     * @throws AnkurahException.Unavailable {@code server.cannot_listen} for an address that is not this machine's
     */
    public static Server start(Node node, ServerOptions options) {
        @Nullable SiteFiles site = options.site() == null ? null : SiteFiles.read(options.site());
        SyncServer sync = SyncServer.of(node, options.authenticator(), options.limits());
        MonitorOptions monitor = options.monitor();
        Watching watching = new Watching(node, sync, monitor.slowMillis(), monitor.showValues());
        JettyTransport transport = new JettyTransport(
                sync,
                new Info(node),
                options.export() ? new NodeExport(node) : null,
                watching,
                monitor.token(),
                new OriginCheck(options.host(), options.origins(), options.hosts()),
                options.host(),
                options.port(),
                options.limits(),
                pages -> around(node, sync, options, site == null ? pages : new SiteHandler(site, pages)));
        try {
            transport.start();
        } catch (AnkurahException e) {
            sync.close(0);
            watching.close();
            throw e;
        }
        return new Server(sync, transport, watching, options);
    }

    /** What else is answered, before the plain pages. */
    private static Handler around(Node node, SyncServer sync, ServerOptions options, Handler pages) {
        return options.inspection().equals(Inspection.NOBODY)
                ? pages
                : new InspectHandler(
                        (DurableBackend) node.backend(), sync, options.inspection(), options.authenticator(), pages);
    }

    public String host() {
        return options.host();
    }

    /** The port it listens on, also when 0 was asked for. */
    public int port() {
        return transport.port();
    }

    /** The address clients connect to: {@code ws://host:port/sync}. */
    public URI uri() {
        String shown = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return URI.create("ws://" + shown + ":" + port() + JettyTransport.SYNC_PATH);
    }

    Watching watching() {
        return watching;
    }

    /** How many clients are connected. */
    public int connections() {
        return sync.connections();
    }

    /** Takes no more clients, answers the commits that have begun, closes every connection with code 1001, and stops. */
    @Override
    public void close() {
        watching.readiness().close();
        transport.stopAccepting();
        sync.close(options.closeTimeout().toMillis());
        transport.stop();
        watching.close();
    }
}
