package ankurah.server;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.type.Counter;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.postgres.PostgresStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** A process with a durable node over a shared Postgres, and eight who write to it until they are told to stop. */
final class SharedActor {
    private static final int WRITERS = 8;
    private static final int MOST_PAUSE_NANOS = 4_000_000;
    private static final List<String> QUERIES =
            List.of("", "n > 50 ORDER BY n DESC, mark LIMIT 40", "by = 'a3' ORDER BY n");

    private final Node node;
    private final Context context;
    private final String name;
    private final List<LiveQuery> lives = new ArrayList<>();
    private volatile boolean writing;

    private SharedActor(String url, String name) {
        this.node = Node.durable(PostgresStorage.open(url), Policy.allowAll());
        this.context = node.context();
        this.name = name;
        for (String query : QUERIES) {
            lives.add(context.live("thing", query));
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        SharedActor actor = new SharedActor(args[0], args[1]);
        say("ready");
        List<Thread> writers = new ArrayList<>();
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            switch (command) {
                case "write" -> {
                    actor.writing = true;
                    for (int i = 0; i < WRITERS; i++) {
                        String by = args[1] + i;
                        writers.add(Thread.ofVirtual().start(() -> actor.write(by)));
                    }
                }
                case "stop" -> {
                    actor.writing = false;
                    for (Thread writer : writers) {
                        writer.join();
                    }
                    writers.clear();
                    say("stopped");
                }
                case "compare" -> say("compared " + actor.compare());
                default -> throw new IllegalArgumentException(command);
            }
        }
        actor.node.close();
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Each commit makes a row and counts it in its writer's tally, and sometimes touches a row of anybody's. */
    private void write(String by) {
        Random random = new Random();
        EntityId tally = null;
        while (writing) {
            String mark = UUID.randomUUID().toString();
            say("try " + mark);
            try {
                EntityId counted = tally == null
                        ? context.transact(tx -> tx.create("tally", Map.of("by", Value.of(by)))
                                        .id())
                                .value()
                        : tally;
                tally = counted;
                List<Entity> some = lives.get(1).result().toList();
                context.run(tx -> {
                    tx.create("thing", Map.of("by", Value.of(by), "mark", Value.of(mark), "n", Value.of((long)
                            random.nextInt(100))));
                    tx.apply(counted, "count", Counter.add(1));
                    if (!some.isEmpty() && random.nextInt(3) == 0) {
                        tx.set(some.get(random.nextInt(some.size())).id(), "n", Value.of((long) random.nextInt(100)));
                    }
                });
                say("ok " + mark);
            } catch (AnkurahException.Unavailable away) {
                LockSupport.parkNanos(50_000_000);
            }
            LockSupport.parkNanos(random.nextInt(MOST_PAUSE_NANOS));
        }
    }

    /** What the node holds, once its live queries are what a fresh query gives; or what differs. */
    private String compare() {
        for (int i = 0; i < QUERIES.size(); i++) {
            LiveQuery live = lives.get(i);
            String query = QUERIES.get(i);
            Waiting.until(
                    name + "'s live query " + query + " is exact",
                    () -> live.result().toList().equals(context.query("thing", query)));
        }
        return node.position() + " " + Actor.digest(context.query("thing", "")) + " "
                + Actor.digest(context.query("tally", ""));
    }
}
