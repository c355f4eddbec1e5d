package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.Query;
import ankurah.signals.Effect;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After every commit, what is derived from live queries equals what is computed from their rows. */
class DerivedEqualsFreshTest {
    private static final int ROUNDS = System.getProperty("ankurah.deep") != null ? 200 : 12;
    private static final int COMMITS = 60;

    private final long seed = Long.getLong("ankurah.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final LiveMaker maker = new LiveMaker(random);
    private final TestNode node = new TestNode();
    private final Context context = node.context;
    private final List<EntityId> ids = new ArrayList<>();
    private final List<AssertionError> failures = new ArrayList<>();

    DerivedEqualsFreshTest() {
        System.out.println("seed " + seed);
    }

    @AfterEach
    void close() {
        node.close();
    }

    /** Two live queries and all that can be derived from them. */
    private final class Watched {
        final LiveQuery live;
        final LiveQuery other;
        final DerivedRows filtered;
        final LiveValue<List<String>> mapped;
        final DerivedRows combined;
        final LiveValue<Integer> count;
        final LiveValue<Value> sum;
        final LiveValue<Groups> groups;
        final LiveValue<Groups> groupsOfFiltered;
        final LiveValue<Value> sumOfCombined;
        final List<Integer> heard = new ArrayList<>();
        Effect effect;

        Watched() {
            live = context.live("thing", query());
            other = context.live("thing", query());
            filtered = live.filter(Watched::isWanted);
            mapped = live.map(Watched::text);
            combined = live.combine(other);
            count = filtered.count();
            sum = live.sum("n");
            groups = live.groupBy("n", "m");
            groupsOfFiltered = filtered.groupBy("s");
            sumOfCombined = combined.filter(Watched::isWanted).sum("n");
        }

        static boolean isWanted(Entity row) {
            return row.get("n").compareTo(Value.of(2L)) < 0;
        }

        static String text(Entity row) {
            return row.get("s") + "/" + row.get("n");
        }

        void check() {
            List<Entity> rows = live.get().toList();
            List<Entity> wanted = rows.stream().filter(Watched::isWanted).toList();
            TreeMap<EntityId, Entity> both = new TreeMap<>();
            other.get().forEach(row -> both.put(row.id(), row));
            rows.forEach(row -> both.put(row.id(), row));
            ResultSet shown = filtered.get();
            assertThat(shown.toList()).isEqualTo(wanted);
            for (int i = 0; i < wanted.size(); i++) {
                assertThat(shown.indexOf(wanted.get(i).id())).isEqualTo(i);
            }
            assertThat(mapped.get()).isEqualTo(rows.stream().map(Watched::text).toList());
            assertThat(combined.get().toList()).isEqualTo(List.copyOf(both.values()));
            assertThat(count.get()).isEqualTo(wanted.size());
            assertThat(sum.get()).isEqualTo(total(rows, "n"));
            assertThat(sumOfCombined.get())
                    .isEqualTo(total(
                            both.values().stream().filter(Watched::isWanted).toList(), "n"));
            assertGroups(groups.get(), rows, "n", "m");
            assertGroups(groupsOfFiltered.get(), wanted, "s", "");
        }

        void watch() {
            effect = node.node.signals().effect(() -> {
                try {
                    check();
                    heard.add(count.get());
                } catch (AssertionError e) {
                    failures.add(e);
                }
            });
        }
    }

    private Query query() {
        return maker.query(random.nextBoolean());
    }

    private static void assertGroups(Groups groups, List<Entity> rows, String property, String summed) {
        TreeMap<Value, List<Entity>> expected = new TreeMap<>();
        rows.forEach(row -> expected.computeIfAbsent(row.get(property), v -> new ArrayList<>())
                .add(row));
        List<List<Entity>> shown = new ArrayList<>();
        groups.forEach(group -> {
            shown.add(group.rows().toList());
            assertThat(group.key()).isEqualTo(group.rows().get(0).get(property));
            assertThat(group.sum()).isEqualTo(total(group.rows().toList(), summed));
            assertThat(groups.find(group.key()).orElseThrow().rows()).isEqualTo(group.rows());
        });
        assertThat(shown).isEqualTo(List.copyOf(expected.values()));
        assertThat(groups.size()).isEqualTo(expected.size());
    }

    private static Value total(List<Entity> rows, String property) {
        List<Value> values = rows.stream().map(row -> row.get(property)).toList();
        BigDecimal sum = BigDecimal.ZERO;
        boolean floats = false;
        boolean decimals = false;
        boolean up = false;
        boolean down = false;
        for (Value value : values) {
            if (value instanceof Value.Int number) {
                sum = sum.add(BigDecimal.valueOf(number.value()));
            } else if (value instanceof Value.Decimal number) {
                sum = sum.add(number.value());
                decimals = true;
            } else if (value instanceof Value.Float number) {
                floats = true;
                up |= number.value() == Double.POSITIVE_INFINITY;
                down |= number.value() == Double.NEGATIVE_INFINITY;
                sum = Double.isInfinite(number.value()) ? sum : sum.add(new BigDecimal(number.value()));
            }
        }
        if (up || down) {
            return up && down ? Value.NULL : Value.of(up ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
        }
        return floats ? Value.of(sum.doubleValue()) : decimals ? Value.of(sum) : Value.of(sum.longValueExact());
    }

    private void commit() {
        List<EntityId> made = new ArrayList<>();
        context.run(tx -> {
            for (int i = random.nextInt(6) == 0 ? 20 : 1 + random.nextInt(3); i > 0; i--) {
                EntityId id = ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
                int what = random.nextInt(10);
                if (id == null || ids.size() < 20 || what < 2 && ids.size() < 120) {
                    made.add(tx.create("thing", maker.row(ids)).id());
                } else if (tx.find(id).isEmpty()) {
                    restore(tx, id);
                } else if (what == 3) {
                    tx.delete(id);
                } else {
                    tx.edit(id, maker.row(ids));
                }
            }
        });
        ids.addAll(made);
    }

    private static void restore(Transaction tx, EntityId id) {
        try {
            tx.restore(id);
        } catch (ankurah.event.AnkurahException.NotFound e) {
            assertThat(e.code()).isEqualTo("entity.not_found");
        }
    }

    @Test
    void whateverHappens() {
        commit();
        for (int round = 0; round < ROUNDS; round++) {
            Watched watched = new Watched();
            if (random.nextBoolean()) {
                watched.watch();
            }
            for (int i = 0; i < COMMITS; i++) {
                commit();
                if (random.nextInt(10) == 0) {
                    (random.nextBoolean() ? watched.live : watched.other).update(query());
                }
                if (random.nextInt(3) > 0) {
                    watched.check();
                }
                if (random.nextInt(3) > 0) {
                    node.deliver();
                }
            }
            node.deliver();
            watched.check();
            assertThat(failures).isEmpty();
            if (watched.effect != null) {
                assertThat(watched.heard.getLast()).isEqualTo(watched.count.get());
                watched.effect.close();
            }
            watched.live.close();
            watched.other.close();
            commit();
            watched.check();
        }
    }
}
