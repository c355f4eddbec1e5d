package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.NodeOptions;
import ankurah.core.Principal;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows that come into and go out of a client's sight at random, under queries of every sort, while its connection stalls and
 * breaks. A title is secret exactly while its row is hidden, so a single byte of one that crosses is a leak.
 */
class SecretsTest {
    private static final String SECRET = "SECRET";
    private static final int STEPS = System.getProperty("ankurah.deep") != null ? 10_000 : 600;
    private static final List<String> QUERIES = List.of(
            "",
            "ORDER BY rank LIMIT 4",
            "rank > 3 ORDER BY rank DESC LIMIT 3",
            "title > 'a' ORDER BY title DESC LIMIT 5",
            "title LIKE '%E%'",
            "owner IS NULL",
            "rank = 2 OR rank = 3",
            "about.title > 'A'",
            "ORDER BY about.title LIMIT 6");

    private final Rig rig =
            new Rig(VisibilityTest.OWNED, SyncLimits.defaults(), credential -> Principal.of(credential));
    private final Context system = rig.server.context(Principal.SYSTEM);
    private final List<EntityId> ids = new ArrayList<>();
    private int secrets;

    private Rig.Client client(String name) {
        return rig.client(NodeOptions.defaults().withRetry(1, 20).withCredentials(() -> name));
    }

    /** Mostly one write changes all of a row; a row that is shown again has a new title. */
    private Map<String, Value> row(Random random) {
        Value rank = Value.of((long) random.nextInt(8));
        Value about = ids.isEmpty() ? Value.NULL : Value.of(ids.get(random.nextInt(ids.size())));
        return switch (random.nextInt(4)) {
            case 0 -> Map.of("owner", Value.NULL, "title", Value.of("open"), "rank", rank, "about", about);
            case 1 -> Map.of("owner", Value.of("ann"), "title", Value.of("hers"), "rank", rank, "about", about);
            default ->
                Map.of("owner", Value.of("bob"), "title", Value.of(SECRET + secrets++), "rank", rank, "about", about);
        };
    }

    private void write(Random random) {
        Map<String, Value> row = row(random);
        if (ids.size() < 12) {
            system.run(tx -> ids.add(tx.create("note", row).id()));
            return;
        }
        EntityId id = ids.get(random.nextInt(ids.size()));
        system.run(tx -> {
            tx.edit(id, row);
            if (random.nextInt(5) == 0) {
                tx.edit(ids.get(random.nextInt(ids.size())), row(random));
            }
        });
    }

    /** She writes what she sees, gives some of it away, and asks for what she may not have. */
    private void act(Context ann, Random random) {
        EntityId id = ids.get(random.nextInt(ids.size()));
        try {
            switch (random.nextInt(5)) {
                case 0 -> ann.run(tx -> tx.set(id, "rank", Value.of((long) random.nextInt(8))));
                case 1 -> ann.run(tx -> tx.set(id, "owner", Value.of("bob")));
                case 2 -> assertThat(ann.find(id).map(SecretsTest::title)).isNotEqualTo(SECRET);
                case 3 -> ann.query("note", "title LIKE 'SECRET%' OR about.title LIKE 'SECRET%'");
                default -> ann.explain("note", AnkQl.parse("title LIKE 'S%'"));
            }
        } catch (AnkurahException e) {
            assertThat(e.code()).isIn("entity.not_found", "sync.offline", "wait.timeout");
        }
    }

    private static String title(Entity row) {
        return ((Value.Str) row.get("title")).value().replaceAll("[0-9]", "");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverCross(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (rig) {
            for (int i = 0; i < 12; i++) {
                write(random);
            }
            Rig.Client ann = client("ann");
            Rig.Client bob = client("bob");
            List<LiveQuery> hers = new ArrayList<>();
            QUERIES.forEach(query -> hers.add(ann.context().live("note", query).awaitLive(Rig.LONG)));
            LiveQuery his = bob.context().live("note", "").awaitLive(Rig.LONG);
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(30)) {
                    case 0 -> ann.wire().stall();
                    case 1, 2 -> ann.wire().resume();
                    case 3 -> ann.wire().hiccup();
                    case 4 -> {
                        int at = random.nextInt(hers.size());
                        hers.get(at).close();
                        hers.set(at, ann.context().live("note", QUERIES.get(random.nextInt(QUERIES.size()))));
                    }
                    case 5, 6, 7 -> {
                        ann.wire().resume();
                        act(ann.context(), random);
                    }
                    default -> write(random);
                }
            }
            ann.wire().resume();
            Rig.until("she is heard out", () -> ann.pending() == 0);
            rig.untilEqual(his, rig.server.context(Principal.of("bob")));
            for (LiveQuery live : hers) {
                if (!live.query().toString().contains("about")) {
                    rig.untilEqual(live, rig.server.context(Principal.of("ann")));
                }
            }
            assertThat(secrets).isGreaterThan(STEPS / 4);
            assertThat(VisibilityTest.crossed(bob, SECRET))
                    .as("they do cross to bob")
                    .isTrue();
            assertThat(VisibilityTest.crossed(ann, SECRET)).isFalse();
        }
    }
}
