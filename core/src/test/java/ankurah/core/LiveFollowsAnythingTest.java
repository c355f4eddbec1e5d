package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.live.Reactor;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Cursor;
import ankurah.query.Ordering;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is asked and whatever is written: after every commit a live query holds the rows of a fresh one, in its order,
 * and its changes lead from the rows before to them. Selections change, policies are renewed, references come into use.
 */
class LiveFollowsAnythingTest {
    private static final int QUERIES = 24;
    private static final int COMMITS = 40;

    /** Hides rows with one value of {@code n}, which changes. */
    private static final class Hiding implements Policy {
        private volatile Value hidden = Value.of(3L);

        @Override
        public boolean canRead(Principal who, EntityState row) {
            return !row.get("n").equals(hidden);
        }

        @Override
        public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {}

        @Override
        public String version() {
            return "hiding " + hidden;
        }
    }

    private static final class Run implements AutoCloseable {
        private final Random random;
        private final LiveMaker maker;
        private final @Nullable Hiding policy;
        private final TestNode node;
        private final List<EntityId> ids = new ArrayList<>();
        private final List<Watched> watched = new ArrayList<>();

        Run(long seed) {
            random = new Random(seed);
            maker = new LiveMaker(random);
            policy = random.nextInt(3) == 0 ? new Hiding() : null;
            node = policy == null ? new TestNode() : new TestNode(policy);
        }

        @Override
        public void close() {
            watched.forEach(one -> one.live.close());
            assertThat(node.backend().reactor().feeds()).isZero();
            node.close();
        }

        void commit() {
            List<EntityId> made = new ArrayList<>();
            node.context.run(tx -> {
                for (int i = random.nextInt(6) == 0 ? 12 : 1 + random.nextInt(2); i > 0; i--) {
                    if (ids.size() < 12 || random.nextInt(6) == 0 && ids.size() < 50) {
                        String collection = random.nextInt(4) == 0 ? "other" : "thing";
                        made.add(tx.create(collection, row()).id());
                    } else {
                        change(tx, ids.get(random.nextInt(ids.size())));
                    }
                }
            });
            ids.addAll(made);
        }

        /** The first references are written only when live queries are open that they concern. */
        private Map<String, Value> row() {
            return maker.row(ids.size() < 18 ? List.of() : ids);
        }

        private void change(Transaction tx, EntityId id) {
            if (tx.find(id).isPresent()) {
                if (random.nextInt(8) == 0) {
                    tx.delete(id);
                } else {
                    tx.edit(id, row());
                }
            } else if (random.nextInt(2) == 0) {
                try {
                    tx.restore(id);
                } catch (AnkurahException.NotFound e) {
                    assertThat(e.code()).isEqualTo("entity.not_found");
                }
            }
        }

        void watch() {
            watched.add(new Watched(node.context.live("thing", query())));
        }

        private Query query() {
            Query query = maker.query(random.nextInt(3) == 0);
            List<Entity> rows = random.nextInt(6) == 0 ? node.context.query("thing", query) : List.of();
            if (rows.isEmpty() || query.toString().contains("ref")) {
                return query;
            }
            Entity row = rows.get(random.nextInt(rows.size()));
            return query.withAfter(Cursor.at(query, Ordering.of(query.orderBy()).key(row.state())));
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0 -> watched.get(random.nextInt(watched.size())).live.update(query());
                case 1 -> {
                    watched.remove(random.nextInt(watched.size())).live.close();
                    watch();
                }
                case 2 -> renew();
                default -> commit();
            }
            node.deliver();
        }

        private void renew() {
            if (policy == null) {
                return;
            }
            policy.hidden = Value.of((long) random.nextInt(5));
            Reactor reactor = node.backend().reactor();
            Root newest = reactor.newest();
            RowFilter filter = node.backend().cover(Principal.ANONYMOUS, "thing", Query.ALL);
            reactor.publish(
                    newest.next(newest.position(), newest.view().overlay(), newest.catalog()),
                    null,
                    List.of(),
                    Set.of(filter));
        }

        void check(String when) {
            for (Watched one : watched) {
                List<Entity> fresh = node.context.query("thing", one.live.query());
                if (one.wrong != null) {
                    throw new AssertionError(when, one.wrong);
                }
                String what = when + ", " + AnkQl.print(one.live.query());
                assertThat(one.live.result().toList()).as(what).isEqualTo(fresh);
                assertThat(one.replayed).as("replayed, " + what).isEqualTo(fresh);
                Set<EntityId> found = new HashSet<>();
                fresh.forEach(row -> found.add(row.id()));
                ids.forEach(id ->
                        assertThat(one.live.result().contains(id)).as(what).isEqualTo(found.contains(id)));
            }
        }
    }

    /** A live query, and what its changes alone make of it. */
    private static final class Watched {
        private final LiveQuery live;
        private final List<Entity> replayed = new ArrayList<>();
        private @Nullable AssertionError wrong;

        Watched(LiveQuery live) {
            this.live = live;
            Subscription subscription = live.subscribe(this::hear);
            replayed.addAll(subscription.initial().toList());
        }

        /** What a listener throws is only logged. */
        private void hear(ChangeSet change) {
            try {
                List<Entity> before = List.copyOf(replayed);
                Replay.apply(replayed, change);
                for (Change one : change.changes()) {
                    if (one.kind() == Change.Kind.UPDATED) {
                        assertThat(before).as("an update changes something").doesNotContain(one.row());
                    }
                }
            } catch (AssertionError e) {
                wrong = e;
            }
        }
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void afterEveryCommit(@ForAll long seed) {
        try (Run run = new Run(seed)) {
            run.commit();
            run.node.context.run(tx -> tx.create("thing", Map.of()));
            for (int i = 0; i < QUERIES; i++) {
                run.watch();
            }
            for (int i = 0; i < COMMITS; i++) {
                run.step();
                run.check("step " + i + " of seed " + seed);
            }
        }
    }
}
