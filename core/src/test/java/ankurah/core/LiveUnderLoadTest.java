package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Live queries opened, changed and closed in the middle of many writers: nothing is missed and nothing comes twice. */
class LiveUnderLoadTest {
    private static final int WRITERS = 3;
    private static final int COMMITS = 1_000;
    private static final List<String> QUERIES = List.of(
            "", "n > 5", "n = 3", "ORDER BY n LIMIT 4", "n > 2 ORDER BY n DESC LIMIT 9", "ref.n > 4", "ORDER BY ref.n");

    private final Node node = Node.durable(MemoryStorage.open(), Policy.allowAll());
    private final Context context = node.context();
    private final List<EntityId> ids = Collections.synchronizedList(new ArrayList<>());

    private void write(Random random) {
        try {
            context.run(tx -> {
                if (ids.size() < 60) {
                    ids.add(tx.create("thing", Map.of("n", Value.of((long) random.nextInt(10))))
                            .id());
                    return;
                }
                EntityId id = ids.get(random.nextInt(ids.size()));
                if (random.nextInt(10) == 0) {
                    tx.delete(id);
                } else if (random.nextInt(3) == 0) {
                    tx.set(id, "ref", Value.of(ids.get(random.nextInt(ids.size()))));
                } else {
                    tx.set(id, "n", Value.of((long) random.nextInt(10)));
                }
            });
        } catch (AnkurahException.NotFound e) {
            assertThat(e.code()).isEqualTo("entity.not_found");
        }
    }

    @Test
    void nothingIsMissedOrDoubled() throws InterruptedException {
        context.run(tx -> ids.add(tx.create("thing", Map.of("n", Value.of(1L))).id()));
        List<Thread> writers = new ArrayList<>();
        for (int w = 0; w < WRITERS; w++) {
            Random random = new Random(w);
            writers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < COMMITS; i++) {
                    write(random);
                }
            }));
        }
        Random random = new Random(99);
        List<Follower> followers = new ArrayList<>();
        while (writers.stream().anyMatch(Thread::isAlive)) {
            if (followers.size() < 30) {
                followers.add(new Follower(context.live("thing", query(random))));
            } else if (random.nextInt(3) == 0) {
                followers.get(random.nextInt(30)).live.update(query(random));
            } else {
                followers.remove(random.nextInt(30)).live.close();
            }
        }
        for (Thread writer : writers) {
            writer.join();
        }
        awaitQuietListeners();
        for (Follower follower : followers) {
            follower.check(context.query("thing", follower.live.query()));
            follower.live.close();
        }
        node.close();
    }

    private static Query query(Random random) {
        return AnkQl.parse(QUERIES.get(random.nextInt(QUERIES.size())));
    }

    /** Listeners run in order, so one that hears of a last commit comes after all others. */
    private void awaitQuietListeners() throws InterruptedException {
        context.run(tx -> tx.create("end", Map.of()));
        CountDownLatch heard = new CountDownLatch(1);
        try (LiveQuery end = context.live("end", "")) {
            end.subscribe(change -> heard.countDown());
            context.run(tx -> tx.create("end", Map.of()));
            heard.await();
        }
    }
}
