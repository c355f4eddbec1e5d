package ankurah.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.EntityId;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.testkit.FaultyStore;
import ankurah.storage.testkit.Oracle;
import ankurah.storage.testkit.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A process that ends at any write of building and dropping indexes among commits, with that write stored or not: the store
 * opens, answers exactly, and finishes what was begun, without an entry too many.
 */
class IndexCrashTest {
    private static final String ROWS = "thing";
    private static final IndexSpec ONE = IndexSpec.on(ROWS, "n");
    private static final IndexSpec TWO = IndexSpec.of(
            ROWS, OrderBy.descending("text"), OrderBy.ascending("json", "a").withNullsLast());
    private static final List<Query> QUERIES = List.of(
            AnkQl.parse("n = 3 ORDER BY id DESC"),
            AnkQl.parse("n > 2 ORDER BY n DESC LIMIT 9"),
            AnkQl.parse("ORDER BY text, json.a DESC NULLS FIRST"),
            AnkQl.parse("text = 't1' AND json.a > 1 ORDER BY json.a"),
            AnkQl.parse("n IS NULL OR text = 't2'"));

    private final Random random = new Random(5);

    /** One run of a process over a store. */
    private final class Run {
        private final StorageEngine engine;
        private final World world;
        /** The states at each position. */
        private final List<TreeMap<EntityId, EntityState>> history = new ArrayList<>();

        Run(OrderedStore store) {
            engine = OrderedEngine.open(store, World.options(1).withIndexes(new IndexLimits(9, 0, 0, 16)));
            world = new World(3, Position.start(engine.identity().log()));
            history.add(new TreeMap<>());
        }

        void go() {
            write(40);
            engine.declareIndex(ONE);
            engine.workOnIndexes();
            write(12);
            engine.declareIndex(TWO);
            engine.workOnIndexes();
            write(12);
            work();
            engine.dropIndex(ONE);
            write(5);
            engine.workOnIndexes();
            engine.declareIndex(ONE);
            write(5);
            work();
        }

        private void work() {
            while (engine.workOnIndexes()) {
                write(2);
            }
        }

        private void write(int rows) {
            List<EntityId> ids = new ArrayList<>(world.states().keySet());
            for (int i = 0; i < rows; i++) {
                if (ids.isEmpty() || random.nextInt(3) == 0) {
                    world.create(ROWS, row());
                } else {
                    world.update(ids.get(random.nextInt(ids.size())), row());
                }
            }
            WriteGroup group = world.group();
            history.add(new TreeMap<>(world.states()));
            engine.commit(group);
        }

        private Map<String, Value> row() {
            Value json = new Value.Json(new Value.Obj(Map.of("a", Value.of(random.nextInt(4)))));
            return Map.of(
                    "n",
                    random.nextInt(5) == 0 ? Value.NULL : Value.of(random.nextInt(6)),
                    "text",
                    Value.of("t" + random.nextInt(3)),
                    "json",
                    random.nextInt(4) == 0 ? Value.NULL : json,
                    Names.DELETED,
                    Value.of(random.nextInt(6) == 0));
        }
    }

    @Test
    void aCrashAtAnyWriteOfABuildLosesAndInventsNothing() {
        for (boolean written : new boolean[] {true, false}) {
            int crashes = 0;
            while (crash(crashes, written)) {
                crashes++;
            }
            assertThat(crashes).isGreaterThan(20);
        }
    }

    /** Whether the process came as far as that write. */
    private boolean crash(int write, boolean written) {
        random.setSeed(write);
        MemoryStore memory = new MemoryStore();
        FaultyStore faulty = new FaultyStore(memory);
        Run run = new Run(faulty);
        faulty.failAfter(write, "the power is gone", written);
        try {
            run.go();
        } catch (RuntimeException e) {
            assertThat(faulty.hasFailed()).as("%s", e).isTrue();
            assertThatThrownBy(run.engine::workOnIndexes).hasMessageContaining("the power is gone");
        }
        boolean failed = faulty.hasFailed();
        run.engine.close();
        EngineOptions options = World.options(1).withIndexes(new IndexLimits(9, 0, 0, 16));
        try (StorageEngine again = OrderedEngine.open(memory, options)) {
            TreeMap<EntityId, EntityState> states = at(again, run.history);
            check(again, states);
            while (again.workOnIndexes()) {
                check(again, states);
            }
            check(again, states);
            checkEntries(memory, again, states);
        }
        return failed;
    }

    private static TreeMap<EntityId, EntityState> at(
            StorageEngine engine, List<TreeMap<EntityId, EntityState>> history) {
        try (StorageSnapshot now = engine.snapshot()) {
            return history.get((int) now.position().number());
        }
    }

    private static void check(StorageEngine engine, TreeMap<EntityId, EntityState> states) {
        try (StorageSnapshot now = engine.snapshot()) {
            new Oracle(states).requireAnswers(now, ROWS, QUERIES);
        }
    }

    /** One entry for each row that is not deleted in each index, and none else. */
    private static void checkEntries(MemoryStore store, StorageEngine engine, TreeMap<EntityId, EntityState> states) {
        long rows = states.values().stream().filter(row -> !row.isDeleted()).count();
        byte[] first = Keys.index(0);
        byte[] end = Keys.behind(new byte[] {first[0]});
        try (OrderedSnapshot now = store.snapshot()) {
            assertThat(engine.indexes()).allMatch(index -> index.phase() == IndexStatus.Phase.READY);
            assertThat(now.count(first, end, Long.MAX_VALUE))
                    .isEqualTo(rows * engine.indexes().size());
        }
    }
}
