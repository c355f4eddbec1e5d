package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.Value;
import ankurah.server.testkit.Cable;
import ankurah.storage.rocksdb.RocksStorage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Client processes, and a server process, that are killed at any moment: what was acknowledged arrives, and arrives once. */
class KilledClientsTest {
    private static final boolean DEEP = System.getProperty("ankurah.deep") != null;
    private static final int CLIENTS = 3;
    private static final long CHAOS_SECONDS = DEEP ? 600 : 20;

    @TempDir
    Path folder;

    private final Set<String> tried = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    private Acting client(String name, int port, long seed) throws Exception {
        Acting client = new Acting(
                tried,
                acknowledged,
                "client",
                folder.resolve(name).toString(),
                "ws://127.0.0.1:" + port,
                name,
                Long.toString(seed));
        client.await("ready");
        return client;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Node open() {
        return Node.durable(RocksStorage.open(folder.resolve("server")), Policy.allowAll());
    }

    private static Server serve(Node node, int port) {
        return Server.start(node, ServerOptions.defaults().withPort(port));
    }

    private static void prepare(Node node) {
        node.context().run(tx -> {
            tx.delete(tx.create("thing", Map.of()).id());
            tx.delete(tx.create("tally", Map.of()).id());
        });
    }

    /** Each commit made one row and counted it in its author's tally, which could not tell a row that is there twice. */
    private void assertEachOnce(Context server) {
        Set<String> marks = new HashSet<>();
        List<Entity> rows = server.query("thing", "");
        for (Entity row : rows) {
            String mark = ((Value.Str) row.get("mark")).value();
            assertThat(marks.add(mark)).as(mark + " is there once").isTrue();
        }
        assertThat(marks).containsAll(acknowledged);
        assertThat(tried).containsAll(marks);
        long counted = 0;
        for (Entity tally : server.query("tally", "")) {
            counted += ((Value.Int) tally.get("count")).value();
        }
        assertThat(counted).as("counted, once each").isEqualTo(marks.size());
    }

    @Test
    @Timeout(300)
    void everyCommitThatWasAcknowledgedOfflineReachesTheServerOnce() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int port = freePort();
        try (Node node = open()) {
            prepare(node);
            try (Server server = serve(node, port);
                    Acting first = client("ann", port, seed)) {
                first.tell("meet");
                first.await("met");
                first.kill();
                assertThat(server.port()).isEqualTo(port);
            }
            for (int round = 0; round < (DEEP ? 50 : 4); round++) {
                int before = acknowledged.size();
                try (Acting offline = client("ann", port, random.nextLong())) {
                    offline.tell("write");
                    int enough = before + 1 + random.nextInt(60);
                    Waiting.until("it has written", () -> acknowledged.size() >= enough);
                    offline.kill();
                }
            }
            int written = acknowledged.size();
            assertThat(node.context().query("thing", "")).isEmpty();
            try (Server server = serve(node, port)) {
                for (int round = 0; round < (DEEP ? 20 : 2); round++) {
                    try (Acting sending = client("ann", port, random.nextLong())) {
                        int some = random.nextInt(written);
                        Waiting.until(
                                "some are sent",
                                () -> node.context().query("thing", "").size() >= some);
                        sending.kill();
                    }
                }
                try (Acting last = client("ann", port, random.nextLong())) {
                    last.tell("drain");
                    last.await("drained");
                    assertEachOnce(node.context());
                    last.tell("digest");
                    assertThat(last.await("digest")).isEqualTo(digest(node.context()));
                }
                assertThat(server.connections()).isLessThanOrEqualTo(1);
            }
        }
        System.out.println(written());
    }

    private String written() {
        return acknowledged.size() + " commits acknowledged, " + tried.size() + " begun";
    }

    private static String digest(Context server) {
        return Actor.digest(server.query("thing", "")) + " " + Actor.digest(server.query("tally", ""));
    }

    @Test
    @Timeout(1_500)
    void clientsAndAServerThatAreKilledAtRandomConvergeAndLoseNothing() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int port = freePort();
        try (Node node = open()) {
            prepare(node);
        }
        List<Acting> clients = new ArrayList<>();
        List<Cable> cables = new ArrayList<>();
        int kills = 0;
        int cuts = 0;
        Acting server = server(port);
        try {
            for (int i = 0; i < CLIENTS; i++) {
                cables.add(new Cable(port));
                Acting client = client("client" + i, cables.get(i).port(), random.nextLong());
                clients.add(client);
                client.tell("meet");
                client.await("met");
                client.tell("write");
            }
            boolean serving = true;
            long end = System.nanoTime() + CHAOS_SECONDS * 1_000_000_000L;
            while (System.nanoTime() < end) {
                Thread.sleep(random.nextInt(800));
                int which = random.nextInt(CLIENTS + 2);
                if (which < CLIENTS && random.nextInt(3) > 0) {
                    cables.get(which).cut();
                    cuts++;
                } else if (which < CLIENTS) {
                    clients.get(which).kill();
                    clients.set(
                            which, client("client" + which, cables.get(which).port(), random.nextLong()));
                    clients.get(which).tell("write");
                    kills++;
                } else if (serving) {
                    server.kill();
                    serving = false;
                    kills++;
                } else {
                    server = server(port);
                    serving = true;
                }
            }
            server.kill();
            try (Node node = open();
                    Server last = serve(node, port)) {
                for (Acting client : clients) {
                    client.tell("drain");
                }
                for (Acting client : clients) {
                    client.await("drained");
                }
                assertEachOnce(node.context());
                for (Acting client : clients) {
                    String expected = digest(node.context());
                    awaitDigest(client, expected);
                }
                assertThat(last.connections()).isEqualTo(CLIENTS);
            }
        } finally {
            server.close();
            clients.forEach(Acting::close);
            for (Cable cable : cables) {
                cable.close();
            }
        }
        System.out.println(kills + " kills, " + cuts + " cuts, " + written());
    }

    /** Others' last commits may still be on their way to it. */
    private static void awaitDigest(Acting client, String expected) throws Exception {
        long deadline = System.nanoTime() + Waiting.LONG.toNanos();
        String its = "";
        while (!its.equals(expected)) {
            assertThat(System.nanoTime()).as("%s becomes %s", its, expected).isLessThan(deadline);
            client.tell("digest");
            its = client.await("digest");
        }
    }

    private Acting server(int port) throws Exception {
        Acting server = new Acting(
                tried, acknowledged, "server", folder.resolve("server").toString(), Integer.toString(port));
        server.await("ready");
        return server;
    }
}
