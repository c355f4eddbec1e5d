package ankurah.server.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a connection. A browser sends the page's origin with a WebSocket and does not ask first, so
 * without this any page its user visits could speak to the server; and a page whose own name was pointed at the server's
 * address gives itself away by the Host it names.
 */
public final class OriginCheck {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean loopbackOnly;
    private final Set<String> origins;
    private final Set<String> hosts;

    /**
     * @param boundHost the address the server listens on
     * @param origins further origins that may connect, such as {@code https://app.example.org}
     * @param hosts the names the server is reached by; when empty, any, or on loopback only loopback's
     */
    public OriginCheck(String boundHost, Set<String> origins, Set<String> hosts) {
        this.loopbackOnly = isLoopback(boundHost);
        this.origins = origins;
        this.hosts = hosts;
    }

    /** @param host the Host header's value */
    public boolean acceptsHost(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = withoutPort(host);
        if (!hosts.isEmpty()) {
            return hosts.contains(name);
        }
        return !loopbackOnly || isLoopback(name);
    }

    /** @param origin the Origin header's value, null when no browser is speaking */
    public boolean acceptsOrigin(@Nullable String origin, @Nullable String host) {
        if (origin == null || origins.contains(origin)) {
            return true;
        }
        String originHost = hostOf(origin);
        if (originHost == null || host == null) {
            return false;
        }
        return origin.endsWith("://" + host) || loopbackOnly && isLoopback(withoutPort(originHost));
    }

    private static @Nullable String hostOf(String origin) {
        try {
            return new URI(origin).getHost();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Whether a Host header names this machine to itself. */
    public static boolean namesLoopback(String host) {
        return isLoopback(withoutPort(host));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        return name.toLowerCase(Locale.ROOT);
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.contains(host) || host.equals("::1");
    }
}
