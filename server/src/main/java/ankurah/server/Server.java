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
import java.net.URI;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * A durable node that clients reach by WebSocket at {@code /sync}; {@code /} and {@code /health} answer by HTTP,
 * and {@code /export} if the options say so. The node
 * stays the caller's: it is not closed with the server.
 */
public final class Server implements AutoCloseable {
    private final SyncServer sync;
    private final JettyTransport transport;
    private final ServerOptions options;

    private Server(SyncServer sync, JettyTransport transport, ServerOptions options) {
        this.sync = sync;
        this.transport = transport;
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
        JettyTransport transport = new JettyTransport(
                sync,
                new Info(node),
                options.export() ? new NodeExport(node) : null,
                new OriginCheck(options.host(), options.origins(), options.hosts()),
                options.host(),
                options.port(),
                options.limits(),
                pages -> around(node, sync, options, site == null ? pages : new SiteHandler(site, pages)));
        try {
            transport.start();
        } catch (AnkurahException e) {
            sync.close(0);
            throw e;
        }
        return new Server(sync, transport, options);
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

    /** How many clients are connected. */
    public int connections() {
        return sync.connections();
    }

    /** Takes no more clients, answers the commits that have begun, closes every connection with code 1001, and stops. */
    @Override
    public void close() {
        transport.stopAccepting();
        sync.close(options.closeTimeout().toMillis());
        transport.stop();
    }
}
