package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.sync.Rig;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Cursor;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.IndexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Counting, asking whether there is any, and turning pages, for every kind of reader. */
class CountTest {
    private static final List<String> QUERIES = List.of(
            "",
            "n = 3",
            "n = 3 LIMIT 4",
            "n > 2 AND n <= 5 ORDER BY n DESC",
            "n IN (1, 4, 9) OR n IS NULL",
            "n = 3 OR flag",
            "n = 1000",
            "flag AND n < 4 ORDER BY n LIMIT 7",
            "n = 3 LIMIT 0");

    /** Whoever is not root sees no row whose flag is set. */
    private static final Policy HIDING = new Policy() {
        @Override
        public boolean canRead(Principal who, EntityState row) {
            return readsEverything(who) || !row.get("flag").equals(Value.TRUE);
        }

        @Override
        public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {}

        @Override
        public boolean readsEverything(Principal who) {
            return who.id().equals("root");
        }

        @Override
        public String version() {
            return "hiding-1";
        }
    };

    private static void fill(Context ctx) {
        ctx.run(tx -> {
            for (int i = 0; i < 200; i++) {
                Value n = i % 11 == 10 ? Value.NULL : Value.of(i % 11);
                tx.create("thing", Map.of("n", n, "flag", Value.of(i % 5 == 0)));
            }
        });
    }

    private static void assertCounts(Reads reads) {
        for (String text : QUERIES) {
            int rows = reads.query("thing", text).size();
            assertThat(reads.count("thing", text)).as(text).isEqualTo(rows);
            assertThat(reads.exists("thing", text)).as(text).isEqualTo(rows > 0);
        }
        assertThat(reads.count("thing", "n = ?", Value.of(3)))
                .isEqualTo(reads.query("thing", "n = 3").size());
    }

    @Test
    void aCountIsTheNumberOfRowsWhoeverCountsAndWhateverIsIndexed() {
        try (TestNode node = new TestNode(HIDING)) {
            Context root = node.node.context(Principal.of("root"));
            Context ann = node.node.context(Principal.of("ann"));
            fill(root);
            for (List<String> index : List.of(List.<String>of(), List.of("n"), List.of("flag", "n"))) {
                if (!index.isEmpty()) {
                    IndexSpec spec = IndexSpec.on("thing", index.toArray(new String[0]));
                    node.node.indexes().declare(spec);
                    assertThat(node.node.indexes().await(spec, 30_000)).isTrue();
                }
                assertCounts(root);
                assertCounts(ann);
                assertThat(ann.count("thing", "")).isEqualTo(160);
                assertThat(root.count("thing", "")).isEqualTo(200);
            }
        }
    }

    @Test
    void aTransactionCountsWhatItWrote() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (TestNode node = new TestNode(HIDING)) {
            Context root = node.node.context(Principal.of("root"));
            Context ann = node.node.context(Principal.of("ann"));
            fill(root);
            IndexSpec spec = IndexSpec.on("thing", "n");
            node.node.indexes().declare(spec);
            assertThat(node.node.indexes().await(spec, 30_000)).isTrue();
            for (Context context : List.of(root, ann)) {
                try (Transaction tx = context.begin()) {
                    List<EntityId> ids = new ArrayList<>(
                            tx.query("thing", "").stream().map(Entity::id).toList());
                    for (int i = 0; i < 25; i++) {
                        EntityId id = ids.get(random.nextInt(ids.size()));
                        switch (random.nextInt(3)) {
                            case 0 ->
                                ids.add(tx.create("thing", Map.of("n", Value.of(random.nextInt(9))))
                                        .id());
                            case 1 -> tx.set(id, "n", Value.of(random.nextInt(9)));
                            default -> {
                                tx.delete(id);
                                ids.remove(id);
                            }
                        }
                        assertCounts(tx);
                    }
                }
                assertCounts(context);
            }
        }
    }

    @Test
    void aClientCountsWhatItsServerHasAndItsOwnPendingRows() {
        try (Rig rig = new Rig()) {
            fill(rig.server.context());
            Context client = rig.client().context();
            assertCounts(client);
            client.run(tx -> tx.create("thing", Map.of("n", Value.of(3))));
            assertThat(client.count("thing", "n = 3"))
                    .isEqualTo(client.query("thing", "n = 3").size());
            assertThat(client.exists("thing", "n = 77")).isFalse();
        }
    }

    @Test
    void countingWhatDoesNotExistIsRefusedAsAskingIs() {
        try (TestNode node = new TestNode()) {
            fill(node.context);
            assertThatThrownBy(() -> node.context.count("thang", "")).isInstanceOf(AnkurahException.NotFound.class);
            assertThatThrownBy(() -> node.context.exists("thing", "n = ")).isInstanceOf(AnkurahException.Invalid.class);
        }
    }

    @Test
    void pagesGoOnWhileIndexesComeAndGo() {
        try (TestNode node = new TestNode()) {
            fill(node.context);
            List<IndexSpec> specs = List.of(IndexSpec.on("thing", "n"), IndexSpec.on("thing", "flag", "n"));
            for (String text : List.of(
                    "ORDER BY n DESC",
                    "ORDER BY flag, n DESC",
                    "ORDER BY flag DESC, n DESC NULLS FIRST",
                    "flag = FALSE ORDER BY n",
                    "n > 3 ORDER BY n, id DESC",
                    "")) {
                Query query = AnkQl.parse(text).withLimit(7);
                List<Entity> all = new ArrayList<>();
                Cursor next = null;
                int page = 0;
                do {
                    ResultPage rows = node.context.page("thing", query.withAfter(next));
                    all.addAll(rows.rows());
                    next = rows.next() == null
                            ? null
                            : Cursor.decode(rows.next().encode());
                    IndexSpec spec = specs.get(page % 2);
                    if (page++ % 4 < 2) {
                        node.node.indexes().declare(spec);
                        assertThat(node.node.indexes().await(spec, 30_000)).isTrue();
                    } else {
                        node.node.indexes().drop(spec);
                    }
                } while (next != null);
                assertThat(all).as(text).isEqualTo(node.context.query("thing", query.withLimit(null)));
            }
        }
    }

    @Test
    void aPagesCursorIsRefusedByEveryOtherQuery() {
        try (TestNode node = new TestNode()) {
            fill(node.context);
            node.context.run(tx -> tx.create("other", Map.of()));
            Query query = AnkQl.parse("n > 3 ORDER BY n LIMIT 5");
            Cursor next = node.context.page("thing", query).next();
            assertThat(node.context
                            .page("thing", query.withLimit(9).withAfter(next))
                            .rows())
                    .hasSize(9);
            Query another = AnkQl.parse("n > 2 ORDER BY n LIMIT 5").withAfter(next);
            for (ThrowingRead read : List.<ThrowingRead>of(
                    () -> node.context.page("thing", another),
                    () -> node.context.query("thing", another),
                    () -> node.context.count("thing", another),
                    () -> node.context.live("thing", another),
                    () -> node.context.page("other", query.withAfter(next)))) {
                assertThatThrownBy(read::run)
                        .isInstanceOf(AnkurahException.Invalid.class)
                        .extracting(e -> ((AnkurahException) e).code())
                        .isEqualTo("cursor.other_query");
            }
            assertThatThrownBy(() -> AnkQl.parse("n > 3 ORDER BY n DESC").withAfter(next))
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("cursor.other_order");
        }
    }

    private interface ThrowingRead {
        void run();
    }
}
