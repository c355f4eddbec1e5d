package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Stage;
import ankurah.core.sync.SyncLimits;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.server.Server;
import ankurah.server.ServerOptions;
import ankurah.storage.MemoryStorage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is attacked: a server on the loopback with one row, and an honest client who wants to be served whatever happens. */
final class Castle implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);

    final Node node;
    final EntityId row;
    private Server server;
    private final @Nullable String credential;
    private long stored;

    Castle() {
        this(Policy.allowAll(), options -> options, null);
    }

    /** @param credential the honest client's */
    Castle(Policy policy, UnaryOperator<ServerOptions> options, @Nullable String credential) {
        this.credential = credential;
        node = Node.durable(MemoryStorage.open(), policy);
        row = node.context(ankurah.core.Principal.SYSTEM)
                .transact(tx -> tx.create("thing", Map.of("n", Value.of(1L))).id())
                .value();
        server = Server.start(node, options.apply(ServerOptions.defaults().withPort(0)));
        stored = node.position().number();
    }

    static Castle within(SyncLimits limits) {
        return new Castle(Policy.allowAll(), options -> options.withLimits(limits), null);
    }

    Server server() {
        return server;
    }

    /** From here on the attack begins: nothing of it is to be stored. */
    void besieged() {
        stored = node.position().number();
    }

    void assertNothingStored() {
        assertThat(node.position().number()).as("commits in the log").isEqualTo(stored);
        assertThat(node.context(ankurah.core.Principal.SYSTEM).get(row).get("n"))
                .isEqualTo(Value.of(1L));
    }

    /** An honest client reads, writes, and sees what it wrote. */
    void assertServes() {
        ClientOptions options = ClientOptions.defaults()
                .withNode(
                        NodeOptions.defaults().withCredentials(() -> credential).withMeetMillis(60_000));
        try (Node client = Client.connect(server.uri(), options);
                LiveQuery live = client.context().live("thing", "n = 1").awaitLive(LONG)) {
            assertThat(live.result().size()).isEqualTo(1);
            client.context()
                    .run(tx -> tx.create("guest", Map.of("n", Value.of(1L))))
                    .await(Stage.ACCEPTED, LONG);
        }
    }

    static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        server.close();
        node.close();
    }
}
