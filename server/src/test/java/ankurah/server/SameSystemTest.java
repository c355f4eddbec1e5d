package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.client.Client;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Stage;
import ankurah.event.EntityId;
import ankurah.event.SystemId;
import ankurah.event.Value;
import ankurah.storage.rocksdb.RocksStorage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameSystemTest {
    @TempDir
    Path folder;

    private Node node(String name) {
        return Node.durable(RocksStorage.open(folder.resolve(name)), Policy.allowAll());
    }

    @Test
    void aNodeOverAnEmptyFolderCreatesItsSystemAndOverTheSameFolderAgainItIsTheSame() {
        Set<SystemId> systems = new HashSet<>();
        EntityId[] made = new EntityId[1];
        for (int round = 0; round < 3; round++) {
            try (Node node = node("a");
                    Server server = Server.start(node, ServerOptions.defaults().withPort(0));
                    Node client = Client.connect(server.uri())) {
                systems.add(node.system());
                long n = round;
                if (round == 0) {
                    made[0] = client.context()
                            .transact(tx ->
                                    tx.create("thing", Map.of("n", Value.of(n))).id())
                            .await(Stage.ACCEPTED, Waiting.LONG)
                            .value();
                } else {
                    assertThat(client.context().get(made[0]).get("n")).isEqualTo(Value.of(n - 1));
                    client.context()
                            .run(tx -> tx.set(made[0], "n", Value.of(n)))
                            .await(Stage.ACCEPTED, Waiting.LONG);
                }
                assertThat(client.system()).isEqualTo(node.system());
                assertThat(node.context().history(made[0]))
                        .hasSize(round + 1)
                        .allMatch(entry -> entry.event().header().system().equals(node.system()));
            }
        }
        assertThat(systems).as("one system").hasSize(1);
        try (Node other = node("b")) {
            assertThat(systems).as("another folder is another system").doesNotContain(other.system());
        }
    }
}
