package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.Transaction;
import ankurah.core.example.Inventory;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.Counter;
import ankurah.core.type.DataTypes;
import ankurah.core.type.JsonMerge;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Several clients that write at random, lose their connections and come back: when it is quiet again, every live query of
 * every client holds exactly what a fresh query at the server gives.
 */
class RandomClientsTest {
    private static final int STEPS = System.getProperty("ankurah.deep") != null ? 4_000 : 400;

    private static final DataTypes TYPES = DataTypes.builtIn().with(Inventory.TYPE);

    private static final List<String> QUERIES = List.of(
            "",
            "n > 3",
            "n < 3 ORDER BY n DESC",
            "ORDER BY n LIMIT 4",
            "ORDER BY s DESC, n LIMIT 7",
            "n > 1 ORDER BY n DESC LIMIT 1",
            "s = 'a' ORDER BY n LIMIT 3",
            "n IS NULL",
            "ORDER BY s LIMIT 0",
            "ref.n > 3",
            "ref.s = 'b' LIMIT 5",
            "n IN (1, 2) OR s = 'b'",
            "plays > 0 ORDER BY plays DESC LIMIT 3",
            "data.a > 1 OR stock > 1");

    private static final Policy HIDING = new Policy() {
        @Override
        public boolean canRead(Principal who, EntityState row) {
            return !row.get("n").equals(Value.of(5L));
        }

        @Override
        public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {
            if (after.get("n").equals(Value.of(7L))) {
                throw new AnkurahException.Refused("test.seven", "seven is refused");
            }
        }

        @Override
        public String version() {
            return "hiding-1";
        }
    };

    private final List<EntityId> ids = new CopyOnWriteArrayList<>();

    private Map<String, Value> values(Random random) {
        Map<String, Value> values = new HashMap<>();
        if (random.nextInt(4) > 0) {
            values.put("n", random.nextInt(7) == 0 ? Value.NULL : Value.of((long) random.nextInt(8)));
        }
        if (random.nextInt(2) == 0) {
            values.put("s", Value.of(List.of("a", "b", "c").get(random.nextInt(3))));
        }
        if (random.nextInt(4) == 0 && !ids.isEmpty()) {
            values.put("ref", Value.of(ids.get(random.nextInt(ids.size()))));
        }
        return values;
    }

    private void write(Context context, Random random, int most) {
        List<EntityId> made = new ArrayList<>();
        try {
            context.run(tx -> {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    if (ids.size() < 10 || random.nextInt(5) == 0 && ids.size() < most) {
                        made.add(tx.create("thing", values(random)).id());
                        continue;
                    }
                    EntityId id = ids.get(random.nextInt(ids.size()));
                    if (tx.find(id).isEmpty()) {
                        continue;
                    }
                    if (random.nextInt(8) == 0) {
                        tx.delete(id);
                    } else if (random.nextInt(3) == 0) {
                        typed(tx, id, random);
                    } else {
                        tx.edit(id, values(random));
                    }
                }
            });
            ids.addAll(made);
        } catch (AnkurahException e) {
            assertThat(e.code())
                    .isIn("sync.offline", "test.seven", "wait.timeout", "inventory.once", "commit.built_on_refused");
        }
    }

    /** Merged by types that are sent as events, and by one that is sent as its state. */
    private static void typed(Transaction tx, EntityId id, Random random) {
        Value value = Value.of(random.nextInt(4));
        switch (random.nextInt(6)) {
            case 0 -> tx.apply(id, "plays", Counter.add(random.nextInt(9) - 4));
            case 1 -> tx.apply(id, "tags", AddWinsSet.add(value));
            case 2 -> tx.apply(id, "tags", AddWinsSet.remove(value));
            case 3 -> tx.apply(id, "data", JsonMerge.set(random.nextBoolean() ? "a" : "a.b", value));
            case 4 -> tx.apply(id, "data", JsonMerge.remove("a"));
            default -> tx.apply(id, "stock", random.nextBoolean() ? Inventory.receive(2) : Inventory.take(3));
        }
    }

    private void follow(Rig rig, long seed, int clientCount) {
        Random random = new Random(seed);
        System.out.println("seed " + seed);
        Context server = rig.server.context();
        Context trusted = rig.server.context(Principal.ANONYMOUS);
        write(server, new Random(1), 40);
        rig.declare("thing");
        List<Rig.Client> clients = new ArrayList<>();
        List<LiveQuery> lives = new ArrayList<>();
        for (int i = 0; i < clientCount; i++) {
            Rig.Client client = rig.client();
            clients.add(client);
            for (String query : QUERIES) {
                if (i == 0 || random.nextBoolean()) {
                    lives.add(client.context().live("thing", query));
                }
            }
        }
        for (int step = 0; step < STEPS; step++) {
            Rig.Client client = clients.get(random.nextInt(clientCount));
            switch (random.nextInt(24)) {
                case 0 -> client.wire().cut();
                case 1, 2 -> clients.forEach(each -> each.wire().heal());
                case 3 -> client.wire().hiccup();
                case 4 -> {
                    int at = random.nextInt(lives.size());
                    LiveQuery old = lives.get(at);
                    LiveQuery next = client.context().live("thing", QUERIES.get(random.nextInt(QUERIES.size())));
                    lives.set(at, next);
                    old.close();
                }
                case 5 -> lives.get(random.nextInt(lives.size())).update(QUERIES.get(random.nextInt(QUERIES.size())));
                case 6, 7, 8, 9 -> write(server, random, 60);
                default -> write(client.context(), random, 60);
            }
            if (step % 50 == 49) {
                clients.forEach(each -> each.wire().heal());
                clients.forEach(each -> Rig.until("the outbox is empty", () -> each.pending() == 0));
                compare(rig, trusted, lives, step);
            }
        }
        lives.forEach(LiveQuery::close);
    }

    private void compare(Rig rig, Context server, List<LiveQuery> lives, int step) {
        for (LiveQuery live : lives) {
            String text = live.query().toString();
            // The order by a reference's property is the server's alone; here the rows are compared.
            boolean sorted = !text.contains("ref.");
            try {
                Rig.until(
                        "equal",
                        () -> shown(live.result().toList(), sorted)
                                .equals(shown(server.query("thing", live.query()), sorted)));
            } catch (AssertionError e) {
                assertThat(shown(live.result().toList(), sorted))
                        .as("step %d, %s, %s", step, text, live.status())
                        .isEqualTo(shown(server.query("thing", live.query()), sorted));
            }
        }
    }

    private static List<Entity> shown(List<Entity> rows, boolean sorted) {
        return sorted
                ? rows
                : rows.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void endUpWithWhatTheServerHas(long seed) {
        try (Rig rig = new Rig(TYPES)) {
            follow(rig, seed, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void endUpWithWhatTheServerLetsThemSee(long seed) {
        try (Rig rig = new Rig(HIDING, SyncLimits.defaults(), Authenticator.anonymous(), TYPES)) {
            follow(rig, seed, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void endUpRightWithTinyBuffersAndPages(long seed) {
        SyncLimits tiny = SyncLimits.defaults()
                .withFrameBytes(1_024)
                .withBuffers(2_000, 200)
                .withPageBytes(300);
        try (Rig rig = new Rig(HIDING, tiny, Authenticator.anonymous(), TYPES)) {
            follow(rig, seed, 3);
        }
    }
}
