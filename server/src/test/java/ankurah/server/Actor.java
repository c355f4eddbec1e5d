package ankurah.server;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Transaction;
import ankurah.core.type.Counter;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Hash256;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.storage.rocksdb.RocksStorage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** A process of its own: a server, or a client that writes until it is told to stop or is killed. */
final class Actor {
    private static final String ROWS = "";
    private static final int MOST_PAUSE_NANOS = 60_000_000;

    private Actor() {}

    public static void main(String[] args) throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (args[0].equals("server")) {
            serve(Path.of(args[1]), Integer.parseInt(args[2]), commands);
        } else {
            new Writer(Path.of(args[1]), URI.create(args[2]), args[3], Long.parseLong(args[4])).run(commands);
        }
    }

    private static void serve(Path folder, int port, BufferedReader commands) throws IOException {
        try (Node node = Node.durable(RocksStorage.open(folder), Policy.allowAll());
                Server server = Server.start(node, ServerOptions.defaults().withPort(port))) {
            say("ready " + server.port());
            String unused = commands.readLine();
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** What tells whether two nodes hold the same rows. */
    static Hash256 digest(List<Entity> rows) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        rows.stream()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .forEach(row -> all.writeBytes(row.state().encode()));
        return Sha256.jdk().hash(all.toByteArray());
    }

    /** Writes rows that name it, and counts them in a row of its own. */
    private static final class Writer {
        private final Node node;
        private final Context context;
        private final LiveQuery rows;
        private final LiveQuery tallies;
        private final String name;
        private final Random random;

        Writer(Path folder, URI server, String name, long seed) {
            this.name = name;
            this.random = new Random(seed);
            NodeOptions quick = NodeOptions.defaults()
                    .withRetry(5, 100)
                    .withMeetMillis(30_000)
                    .withOutbox(100_000, 256L << 20);
            this.node = Client.connect(
                    server, RocksStorage.open(folder), ClientOptions.defaults().withNode(quick));
            this.context = node.context();
            this.rows = context.live("thing", ROWS);
            this.tallies = context.live("tally", ROWS);
        }

        void run(BufferedReader commands) throws IOException {
            say("ready " + node.syncStatus().peek().pendingCommits());
            boolean writing = false;
            while (true) {
                while (!writing || commands.ready()) {
                    String command = commands.readLine();
                    if (command == null) {
                        node.close();
                        return;
                    }
                    writing = command.equals("write");
                    answer(command);
                }
                write();
                LockSupport.parkNanos(random.nextInt(MOST_PAUSE_NANOS));
            }
        }

        private void answer(String command) {
            switch (command) {
                case "write" -> {}
                case "meet" -> {
                    rows.awaitLive(Waiting.LONG);
                    tallies.awaitLive(Waiting.LONG);
                    say("met");
                }
                case "drain" -> {
                    rows.awaitLive(Waiting.LONG);
                    tallies.awaitLive(Waiting.LONG);
                    Waiting.until("all is sent", () -> node.syncStatus().peek().pendingCommits() == 0);
                    say("drained");
                }
                case "digest" ->
                    say("digest " + digest(rows.result().toList()) + " "
                            + digest(tallies.result().toList()));
                default -> throw new IllegalArgumentException(command);
            }
        }

        private void write() {
            String mark = UUID.randomUUID().toString();
            say("try " + mark);
            try {
                context.run(tx -> write(tx, mark));
                say("ok " + mark);
            } catch (AnkurahException e) {
                if (!e.code().equals("sync.offline")) {
                    throw e;
                }
            }
        }

        private void write(Transaction tx, String mark) {
            EntityId made = tx.create("thing", Map.of("by", Value.of(name), "mark", Value.of(mark)))
                    .id();
            List<Entity> tally = tx.query("tally", "by = ?", Value.of(name));
            EntityId its = tally.isEmpty()
                    ? tx.create("tally", Map.of("by", Value.of(name))).id()
                    : tally.getFirst().id();
            tx.apply(its, "count", Counter.add(1));
            if (random.nextInt(3) == 0) {
                Entity some = rows.result().isEmpty()
                        ? null
                        : rows.result().get(random.nextInt(rows.result().size()));
                if (some != null && tx.find(some.id()).isPresent()) {
                    tx.set(some.id(), "touched", Value.of(mark));
                }
            }
            tx.set(made, "n", Value.of((long) random.nextInt(100)));
        }
    }
}
