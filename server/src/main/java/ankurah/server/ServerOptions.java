package ankurah.server;

import ankurah.core.sync.Authenticator;
import ankurah.core.sync.SyncLimits;
import ankurah.event.AnkurahException;
import java.time.Duration;
import java.util.Set;

/**
 * How a server listens and whom it lets in.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes a free one
 * @param authenticator who stands behind a client's credential
 * @param limits what one client may take
 * @param origins web origins that may connect besides the server's own, such as {@code https://app.example.org}
 * @param hosts the names the server may be addressed by; when empty, any, or on a loopback address only loopback's
 * @param export whether programs on this machine may fetch everything the node holds, past every policy
 * @param closeTimeout how long {@link Server#close} waits for commits that have begun
 * @param monitor what is to be seen of it, and by whom
 */
public record ServerOptions(
        String host,
        int port,
        Authenticator authenticator,
        SyncLimits limits,
        Set<String> origins,
        Set<String> hosts,
        boolean export,
        Duration closeTimeout,
        MonitorOptions monitor) {

    public static final int DEFAULT_PORT = 8080;

    public ServerOptions {
        if (port < 0 || port > 65_535) {
            throw new AnkurahException.Invalid("server.port", "a port is between 0 and 65535, not " + port);
        }
        origins = Set.copyOf(origins);
        hosts = Set.copyOf(hosts);
    }

    /** Loopback only, everybody anonymous. */
    public static ServerOptions defaults() {
        return new ServerOptions(
                "127.0.0.1",
                DEFAULT_PORT,
                Authenticator.anonymous(),
                SyncLimits.defaults(),
                Set.of(),
                Set.of(),
                false,
                Duration.ofSeconds(10),
                MonitorOptions.defaults());
    }

    public ServerOptions withHost(String changed) {
        return new ServerOptions(changed, port, authenticator, limits, origins, hosts, export, closeTimeout, monitor);
    }

    public ServerOptions withPort(int changed) {
        return new ServerOptions(host, changed, authenticator, limits, origins, hosts, export, closeTimeout, monitor);
    }

    public ServerOptions withAuthenticator(Authenticator changed) {
        return new ServerOptions(host, port, changed, limits, origins, hosts, export, closeTimeout, monitor);
    }

    public ServerOptions withLimits(SyncLimits changed) {
        return new ServerOptions(host, port, authenticator, changed, origins, hosts, export, closeTimeout, monitor);
    }

    public ServerOptions withOrigins(Set<String> changed) {
        return new ServerOptions(host, port, authenticator, limits, changed, hosts, export, closeTimeout, monitor);
    }

    public ServerOptions withHosts(Set<String> changed) {
        return new ServerOptions(host, port, authenticator, limits, origins, changed, export, closeTimeout, monitor);
    }

    public ServerOptions withCloseTimeout(Duration changed) {
        return new ServerOptions(host, port, authenticator, limits, origins, hosts, export, changed, monitor);
    }

    /** Whether programs on this machine may fetch everything the node holds ({@code ankurah export}), past every policy. */
    public ServerOptions withExport(boolean given) {
        return new ServerOptions(host, port, authenticator, limits, origins, hosts, given, closeTimeout, monitor);
    }

    public ServerOptions withMonitor(MonitorOptions changed) {
        return new ServerOptions(host, port, authenticator, limits, origins, hosts, export, closeTimeout, changed);
    }
}
