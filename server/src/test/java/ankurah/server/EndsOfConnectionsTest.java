package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.ConnectionStatus;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.event.Value;
import ankurah.storage.rocksdb.RocksStorage;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client hears of the end of its connection whenever it comes, also while frames are arriving. */
class EndsOfConnectionsTest {
    private static final int ROUNDS = 100;
    private static final int HOUR = 3_600_000;

    @TempDir
    Path folder;

    /** Silence would tell in an hour only, so what tells here is the end itself. */
    @Test
    void aServerThatEndsRightWhenItsClientIsBackIsMissedEveryTime() {
        Semaphore connected = new Semaphore(0);
        Semaphore offline = new Semaphore(0);
        ClientOptions options = ClientOptions.defaults()
                .withNode(NodeOptions.defaults()
                        .withRetry(10, 50)
                        .withSilenceMillis(HOUR)
                        .withConnectionListener(status -> {
                            if (status.state() == ConnectionStatus.State.CONNECTED) {
                                connected.release();
                            } else if (status.state() == ConnectionStatus.State.OFFLINE) {
                                offline.release();
                            }
                        }));
        try (Node node = Node.durable(RocksStorage.open(folder), Policy.allowAll())) {
            node.context().run(tx -> tx.create("album", Map.of("n", Value.of(0L))));
            Server server = Server.start(node, ServerOptions.defaults().withPort(0));
            int port = server.port();
            try (Node client = Client.connect(server.uri(), options);
                    LiveQuery live = client.context().live("album", "").awaitLive(Waiting.LONG)) {
                Waiting.until("it is there", connected::tryAcquire);
                for (int round = 1; round <= ROUNDS; round++) {
                    offline.drainPermits();
                    server.close();
                    Waiting.until("it has noticed, round " + round, offline::tryAcquire);
                    connected.drainPermits();
                    server = Server.start(node, ServerOptions.defaults().withPort(port));
                    Waiting.until("it is back, round " + round, connected::tryAcquire);
                }
                assertThat(live.result().size()).isEqualTo(1);
                System.out.println(ROUNDS + " ends were heard");
            } finally {
                server.close();
            }
        }
    }
}
