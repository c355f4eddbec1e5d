package ankurah.cli.internal.command;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.args.Arguments;
import ankurah.cli.internal.store.Stores;
import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.ConnectionListener;
import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Receipt;
import ankurah.core.Schema;
import ankurah.core.Stage;
import ankurah.event.AnkurahException;
import ankurah.query.Query;
import ankurah.storage.EngineOptions;
import ankurah.storage.Plan;
import ankurah.storage.StorageEngine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A node for as long as a command runs: a client of a server, or a durable node over a folder. */
final class Session implements AutoCloseable {
    /** How long a server may take to answer. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int CONNECT_MILLIS = 5_000;
    private static final int FIRST_RETRY_MILLIS = 100;
    private static final int MAX_RETRY_MILLIS = 2_000;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Node node;
    /** Why the server can do nothing for us, and will not by itself. */
    private final AtomicReference<@Nullable AnkurahException> fault;

    private Session(Node node, AtomicReference<@Nullable AnkurahException> fault) {
        this.node = node;
        this.fault = fault;
    }

    /** @param create whether a store that is not there is made */
    static Session ofStore(String name, boolean create) {
        StorageEngine storage = Stores.open(name, EngineOptions.defaults(), create);
        return new Session(Node.durable(storage, Policy.allowAll()), new AtomicReference<>());
    }

    static StorageEngine openFolder(Path folder) {
        return Stores.open(Stores.ROCKSDB + folder, EngineOptions.defaults(), true);
    }

    static Session ofServer(Arguments arguments, String url, ConnectionListener listener) {
        URI server = reachable(arguments, url);
        AtomicReference<@Nullable AnkurahException> fault = new AtomicReference<>();
        NodeOptions options = NodeOptions.defaults()
                .withRetry(FIRST_RETRY_MILLIS, MAX_RETRY_MILLIS)
                .withCredentials(Tokens.of(arguments))
                .withConnectionListener(status -> {
                    AnkurahException error = status.error();
                    if (error instanceof AnkurahException.Fault || error instanceof AnkurahException.Refused) {
                        fault.set(error);
                    }
                    listener.onStatus(status);
                });
        return new Session(Client.connect(server, ClientOptions.defaults().withNode(options)), fault);
    }

    /** A server that somebody listens for. */
    static URI reachable(Arguments arguments, String url) {
        URI server = address(arguments, url);
        requireReachable(server);
        return server;
    }

    private static URI address(Arguments arguments, String url) {
        try {
            URI server = new URI(url);
            String scheme = server.getScheme();
            if (server.getHost() != null && ("ws".equals(scheme) || "wss".equals(scheme))) {
                return server;
            }
        } catch (URISyntaxException malformed) {
            throw notAnAddress(arguments, url);
        }
        throw notAnAddress(arguments, url);
    }

    private static Failure notAnAddress(Arguments arguments, String url) {
        return arguments.usage("--server is an address like " + Targets.DEFAULT_SERVER + ", not '" + url + "'");
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

    Node node() {
        return node;
    }

    /** What the server, or the folder, holds, and how. */
    Schema schema() {
        return node.schema();
    }

    Context context() {
        return node.context();
    }

    /**
     * The context, for a collection that must be there. A server answers a subscription to one that nobody has written to
     * yet with no rows, and somebody who made a slip would wait for ever.
     *
     * @throws AnkurahException.NotFound naming the nearest collection
     */
    Context contextOf(String collection) {
        Context context = context();
        Plan _ = context.explain(collection, Query.ALL);
        return context;
    }

    /**
     * Waits until a commit is accepted. A client goes on trying when its server is broken; a person at a command line is
     * told.
     */
    <R extends @Nullable Object> R accepted(Receipt<R> receipt) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return receipt.await(Stage.ACCEPTED, LOOK_AGAIN).value();
            } catch (AnkurahException.Unavailable notYet) {
                AnkurahException broken = fault.get();
                if (broken != null) {
                    throw broken;
                }
                if (!notYet.code().equals("wait.timeout") || System.nanoTime() > deadline) {
                    throw notYet;
                }
            }
        }
    }

    @Override
    public void close() {
        node.close();
    }
}
