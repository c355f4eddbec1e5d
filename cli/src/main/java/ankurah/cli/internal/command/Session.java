package ankurah.cli.internal.command;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.args.Arguments;
import ankurah.client.Client;
import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.AnkurahException;
import ankurah.storage.StorageEngine;
import ankurah.storage.rocksdb.RocksStorage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A node for as long as a command runs: a client of a server, or a durable node over a folder. */
final class Session implements AutoCloseable {
    /** How long a server may take to answer. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int CONNECT_MILLIS = 5_000;

    private final Node node;

    private Session(Node node) {
        this.node = node;
    }

    static Session ofFolder(String folder, boolean create) {
        Path path = Path.of(folder);
        if (!create && !Files.isDirectory(path)) {
            throw Failure.failed("there is no data folder '" + folder + "'");
        }
        return new Session(Node.durable(openFolder(path), Policy.allowAll()));
    }

    static StorageEngine openFolder(Path folder) {
        try {
            return RocksStorage.open(folder);
        } catch (AnkurahException.Conflict | AnkurahException.Unavailable inUse) {
            throw Failure.failed(inUse.getMessage() + "; if a server has it open, use --server", inUse);
        }
    }

    static Session ofServer(Arguments arguments, String url) {
        URI server;
        try {
            server = new URI(url);
        } catch (URISyntaxException malformed) {
            throw arguments.usage("--server is an address like " + Targets.DEFAULT_SERVER + ", not '" + url + "'");
        }
        Node node;
        try {
            node = Client.connect(server);
        } catch (AnkurahException.Invalid address) {
            throw arguments.usage(String.valueOf(address.getMessage()));
        }
        try {
            requireReachable(server);
        } catch (Failure unreachable) {
            node.close();
            throw unreachable;
        }
        return new Session(node);
    }

    /** A client keeps trying by itself, which a person at a command line would take for a hang. */
    private static void requireReachable(URI server) {
        int port = server.getPort() >= 0 ? server.getPort() : "wss".equals(server.getScheme()) ? 443 : 80;
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(server.getHost(), port), CONNECT_MILLIS);
        } catch (IOException unreachable) {
            throw Failure.failed("no server answers at " + server + "; start one with: ankurah serve", unreachable);
        }
    }

    Context context() {
        return node.context();
    }

    @Override
    public void close() {
        node.close();
    }
}
