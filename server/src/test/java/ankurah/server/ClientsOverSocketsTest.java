package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.ConnectionStatus;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Stage;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.rocksdb.RocksStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients, a server and a store on disk, over real sockets. */
class ClientsOverSocketsTest {
    private static final ClientOptions QUICK =
            ClientOptions.defaults().withNode(NodeOptions.defaults().withRetry(10, 200));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void whatOneClientWritesTheOthersSee(int count) {
        try (Node node = Node.durable(RocksStorage.open(folder), Policy.allowAll());
                Server server = Server.start(node, ServerOptions.defaults().withPort(0))) {
            node.context().run(tx -> tx.create("album", Map.of("n", Value.of(0L))));
            List<Node> clients = new ArrayList<>();
            List<LiveQuery> lives = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Node client = Client.connect(server.uri(), QUICK);
                clients.add(client);
                lives.add(
                        client.context().live("album", "n > 0 ORDER BY n DESC").awaitLive(Waiting.LONG));
            }
            for (int i = 0; i < count; i++) {
                long n = i + 1;
                clients.get(i)
                        .context()
                        .run(tx -> tx.create("album", Map.of("n", Value.of(n))))
                        .await(Stage.ACCEPTED, Waiting.LONG);
            }
            for (LiveQuery live : lives) {
                Waiting.until("all rows are there", () -> live.result().size() == count);
                assertThat(live.result().toList()).isEqualTo(node.context().query("album", "n > 0 ORDER BY n DESC"));
            }
            assertThat(server.connections()).isEqualTo(count);
            clients.forEach(Node::close);
            Waiting.until("the server has let them go", () -> server.connections() == 0);
        }
    }

    @Test
    void aServerThatRestartsFindsItsClientsAgain() {
        try (Node node = Node.durable(RocksStorage.open(folder), Policy.allowAll())) {
            EntityId id = node.context()
                    .transact(
                            tx -> tx.create("album", Map.of("n", Value.of(0L))).id())
                    .value();
            Server server = Server.start(node, ServerOptions.defaults().withPort(0));
            int port = server.port();
            Queue<ConnectionStatus.State> states = new ConcurrentLinkedQueue<>();
            try (Node client = Client.connect(
                            server.uri(),
                            QUICK.withNode(QUICK.node().withConnectionListener(s -> states.add(s.state()))));
                    LiveQuery live = client.context().live("album", "").awaitLive(Waiting.LONG)) {
                for (int round = 1; round <= 3; round++) {
                    long n = round;
                    server.close();
                    Waiting.until("it has noticed", () -> states.contains(ConnectionStatus.State.OFFLINE));
                    node.context().run(tx -> tx.set(id, "n", Value.of(n)));
                    client.context().run(tx -> tx.set(id, "m", Value.of(n)));
                    assertThat(live.result().get(0).get("m")).isEqualTo(Value.of(n));
                    states.clear();
                    server = Server.start(node, ServerOptions.defaults().withPort(port));
                    Waiting.until(
                            "it is back and has missed nothing",
                            () -> live.result().get(0).get("n").equals(Value.of(n)));
                    Waiting.until(
                            "what it wrote meanwhile is there",
                            () -> node.context().get(id).get("m").equals(Value.of(n)));
                    assertThat(states).contains(ConnectionStatus.State.CONNECTED);
                }
            } finally {
                server.close();
            }
        }
    }
}
