package ankurah.core.sync;

import ankurah.core.Context;
import ankurah.core.Follower;
import ankurah.core.LiveQuery;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A client's live queries opened and closed while others write: no commit is missed between the first rows and the first
 * change, and none comes twice. */
class ClientsUnderLoadTest {
    private static final int COMMITS = 400;
    private static final int FOLLOWERS = 12;
    private static final List<String> QUERIES = List.of(
            "", "n > 5", "n = 3", "ORDER BY n LIMIT 4", "n > 2 ORDER BY n DESC LIMIT 9", "s = 'a'", "n IS NULL");

    private final List<EntityId> ids = Collections.synchronizedList(new ArrayList<>());

    private void write(Context context, Random random) {
        try {
            context.run(tx -> {
                if (ids.size() < 40) {
                    ids.add(tx.create("thing", Map.of("n", Value.of((long) random.nextInt(10))))
                            .id());
                    return;
                }
                EntityId id = ids.get(random.nextInt(ids.size()));
                switch (random.nextInt(8)) {
                    case 0 -> tx.delete(id);
                    case 1 -> tx.set(id, "n", Value.NULL);
                    case 2 -> tx.set(id, "s", Value.of(random.nextBoolean() ? "a" : "b"));
                    default -> tx.set(id, "n", Value.of((long) random.nextInt(10)));
                }
            });
        } catch (AnkurahException.NotFound deleted) {
            // Somebody else was first.
        }
    }

    private static Follower follow(Context context, Random random) {
        return new Follower(context.live("thing", QUERIES.get(random.nextInt(QUERIES.size()))));
    }

    @Test
    void missNothingAndHearNothingTwice() throws InterruptedException {
        try (Rig rig = new Rig()) {
            rig.declare("thing");
            Context reader = rig.client().context();
            List<Thread> writers = new ArrayList<>();
            for (Context writing : List.of(rig.server.context(), rig.client().context(), reader)) {
                Random random = new Random(writers.size());
                writers.add(Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < COMMITS; i++) {
                        write(writing, random);
                    }
                }));
            }
            Random random = new Random(99);
            List<Follower> followers = new ArrayList<>();
            while (writers.stream().anyMatch(Thread::isAlive)) {
                if (followers.size() < FOLLOWERS) {
                    followers.add(follow(reader, random));
                } else {
                    followers.remove(random.nextInt(FOLLOWERS)).live.close();
                }
            }
            for (Thread writer : writers) {
                writer.join();
            }
            for (Follower follower : followers) {
                LiveQuery live = follower.live.awaitLive(Rig.LONG);
                rig.untilEqual(live, rig.server.context());
                Rig.until(
                        "its listener is there too",
                        () -> follower.hasComeTo(live.result().toList()));
                live.close();
            }
        }
    }
}
