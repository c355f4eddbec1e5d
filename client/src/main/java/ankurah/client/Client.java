package ankurah.client;

import ankurah.client.internal.WebSocketConnector;
import ankurah.core.Connector;
import ankurah.core.Node;
import ankurah.event.AnkurahException;
import ankurah.storage.StorageEngine;
import java.net.URI;
import java.net.URISyntaxException;

/** Connects a Java program to a server. */
public final class Client {
    private static final String PATH = "/sync";

    private Client() {}

    /**
     * An ephemeral node that follows the server at {@code ws://host:port} or {@code wss://host}. It connects in the
     * background and comes back by itself; closing the node ends the connection.
     */
    public static Node connect(URI server) {
        return connect(server, ClientOptions.defaults());
    }

    public static Node connect(URI server, ClientOptions options) {
        return Node.ephemeral(connector(server, options), options.node());
    }

    /**
     * The same over a store of the node's own, so that it keeps its commits and the rows it read, and works without a network
     * once it has met its system: {@code RocksStorage.open(folder)}. The store is closed with the node, or at once if this
     * fails.
     */
    public static Node connect(URI server, StorageEngine storage, ClientOptions options) {
        Connector connector;
        try {
            connector = connector(server, options);
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
        return Node.ephemeral(connector, storage, options.node());
    }

    /**
     * The connector alone, for a node that is put together by hand.
     *
     * @throws AnkurahException.Invalid {@code client.address} for an address that is not a WebSocket's
     */
    public static Connector connector(URI server, ClientOptions options) {
        return new WebSocketConnector(
                complete(server),
                options.connectTimeout(),
                options.frameBytes(),
                options.ssl().orElse(null));
    }

    private static URI complete(URI server) {
        String scheme = server.getScheme();
        if (scheme == null || !scheme.equals("ws") && !scheme.equals("wss") || server.getHost() == null) {
            throw new AnkurahException.Invalid(
                    "client.address", "'" + server + "' is not an address like ws://host:port or wss://host");
        }
        if (server.getUserInfo() != null || server.getQuery() != null || server.getFragment() != null) {
            throw new AnkurahException.Invalid(
                    "client.address", "an address holds no credential, query or fragment; a credential is an option");
        }
        String path = server.getPath();
        if (path != null && !path.isEmpty() && !path.equals("/")) {
            return server;
        }
        try {
            return new URI(scheme, null, server.getHost(), server.getPort(), PATH, null, null);
        } catch (URISyntaxException e) {
            throw new AnkurahException.Invalid(
                    "client.address", "'" + server + "' is not an address: " + e.getReason(), e);
        }
    }
}
