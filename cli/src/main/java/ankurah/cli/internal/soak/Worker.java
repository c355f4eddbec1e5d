package ankurah.cli.internal.soak;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.Change;
import ankurah.core.ChangeSet;
import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Receipt;
import ankurah.core.Stage;
import ankurah.core.Transaction;
import ankurah.core.type.Counter;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.net.URI;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One client: it follows the rows of its team, edits them at random, and with each commit makes one row that says which commit
 * it was and counts it in a row of its own. So a commit that is lost, or applied twice, shows.
 */
final class Worker {
    static final String ITEM = "item";
    static final String MARK = "mark";
    static final String TALLY = "tally";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FIRST_RETRY_MILLIS = 20;
    private static final int MAX_RETRY_MILLIS = 500;

    final int number;
    final int team;
    private final URI server;
    private final Plan plan;
    private final Figures figures;
    private final Random random;
    private final EntityId tally;
    private final List<EntityId> items;
    /** The commits that the server has acknowledged, and those that it was asked to take. */
    final BitSet acknowledged = new BitSet();

    private int tried;
    private volatile boolean stopped;
    private Node node;
    private LiveQuery all;
    private LiveQuery top;
    private volatile @Nullable Throwable failure;

    /** @param items the rows of its team */
    Worker(int number, URI server, Plan plan, Figures figures, EntityId tally, List<EntityId> items) {
        this.number = number;
        this.team = number / Plan.TEAM;
        this.server = server;
        this.plan = plan;
        this.figures = figures;
        this.tally = tally;
        this.items = items;
        this.random = new Random(plan.seed() * 31 + number);
        this.node = connect();
        this.all = openAll();
        this.top = openTop();
    }

    private Node connect() {
        NodeOptions options = NodeOptions.defaults()
                .withRetry(FIRST_RETRY_MILLIS, MAX_RETRY_MILLIS)
                .withMeetMillis((int) PATIENCE.toMillis())
                .withKeptBytes(0);
        return Client.connect(server, ClientOptions.defaults().withNode(options));
    }

    private LiveQuery openAll() {
        LiveQuery live = node.context().live(ITEM, "team = ?", Value.of((long) team));
        var _ = live.subscribe(this::seen);
        return live;
    }

    private LiveQuery openTop() {
        return node.context().live(ITEM, "team = ? ORDER BY rank DESC LIMIT 5", Value.of((long) team));
    }

    /** All clients share a clock, so what another one wrote tells how long it took. */
    private void seen(ChangeSet changes) {
        long now = System.nanoTime();
        long calm = figures.disturbances.get();
        for (Change change : changes.changes()) {
            Entity row = change.row();
            if (change.kind() == Change.Kind.UPDATED
                    && row != null
                    && row.get("by") instanceof Value.Int by
                    && by.value() != number
                    && row.get("at") instanceof Value.Int at
                    && row.get("calm") instanceof Value.Int then
                    && then.value() == calm) {
                figures.seen.add(now - at.value());
            }
        }
    }

    void run() {
        try {
            all.awaitLive(PATIENCE);
            while (!stopped) {
                pause();
                int what = random.nextInt(400);
                if (what == 0) {
                    restart();
                } else if (what < 8) {
                    resubscribe();
                } else {
                    commit();
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void pause() {
        LockSupport.parkNanos((long) (-Math.log(1 - random.nextDouble()) * plan.pauseMillis() * 1e6));
    }

    /** As when its process ends: what it holds is gone, and what it had not sent. */
    private void restart() {
        node.close();
        node = connect();
        all = openAll();
        top = openTop();
        figures.restarts.incrementAndGet();
    }

    private void resubscribe() {
        all.close();
        top.close();
        all = openAll();
        top = openTop();
        figures.resubscribed.incrementAndGet();
    }

    private void commit() {
        int mark = tried++;
        long calm = figures.disturbances.get();
        long begin = System.nanoTime();
        try {
            Receipt<?> receipt = node.context().run(tx -> write(tx, mark, begin, calm));
            receipt.await(Stage.ACCEPTED, PATIENCE);
            acknowledged.set(mark);
            figures.acknowledged.incrementAndGet();
            if (calm == figures.disturbances.get()) {
                figures.commits.add(System.nanoTime() - begin);
            }
        } catch (AnkurahException.Unavailable unknown) {
            figures.uncertain.incrementAndGet();
        }
    }

    private void write(Transaction tx, int mark, long begin, long calm) {
        var _ = tx.create(MARK, Map.of("by", Value.of((long) number), "mark", Value.of((long) mark)));
        tx.apply(tally, "count", Counter.add(1));
        EntityId item = items.get(random.nextInt(items.size()));
        tx.edit(
                item,
                Map.of(
                        "rank",
                        Value.of((long) random.nextInt(1_000)),
                        "by",
                        Value.of((long) number),
                        "at",
                        Value.of(begin),
                        "calm",
                        Value.of(calm)));
    }

    int tried() {
        return tried;
    }

    void stop() {
        stopped = true;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Once no more is written by it: what it shows. */
    List<Entity> shown() {
        return all.result().toList();
    }

    List<Entity> shownFirst() {
        return top.result().toList();
    }

    Context context() {
        return node.context();
    }

    boolean hasPending() {
        return node.syncStatus().peek().pendingCommits() > 0;
    }

    void close() {
        node.close();
    }
}
