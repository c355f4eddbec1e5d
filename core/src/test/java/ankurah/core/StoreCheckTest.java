package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.archive.StoreCheck;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.sync.Rig;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.query.Query;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStore;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedEngine;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.PropertyState;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store in which anything is not as it should be is told apart from one in which all is. */
class StoreCheckTest {
    private static final Fold FOLD = new Fold(new Properties(DataTypes.builtIn()));
    private static final int EVENT = 0x20;
    private static final int LOG = 0x30;
    private static final int COMMIT = 0x31;
    private static final int INDEX = 0x40;
    private static final int STATE = 0x10;
    private static final int META = 0x50;

    private final long seed = Long.getLong("ankurah.seed", new Random().nextInt());
    private final Random random = new Random(seed);
    private final MemoryStore good = new MemoryStore();
    private List<EntityId> ids = List.of();

    @BeforeEach
    void fill() {
        System.out.println("seed " + seed);
        StorageEngine engine = OrderedEngine.open(good, EngineOptions.defaults());
        try (Node node = Node.durable(new UnclosedStorage(engine), Policy.allowAll())) {
            ids = Filled.with(node, seed);
        }
    }

    private interface Damage {
        void in(StorageEngine engine, OrderedStore store);
    }

    /** What is found after the damage. */
    private AnkurahException found(Damage damage) {
        OrderedStore copy = Rig.copy(good);
        try (StorageEngine engine = OrderedEngine.open(copy, EngineOptions.defaults())) {
            damage.in(engine, copy);
        }
        return found(Rig.copy(copy));
    }

    private static AnkurahException found(OrderedStore store) {
        try (StorageEngine engine = OrderedEngine.open(store, EngineOptions.defaults())) {
            StoreCheck.check(engine, FOLD, Sha256.jdk(), (done, of) -> {});
            return new AnkurahException.NotFound("test.nothing", "nothing was found");
        } catch (AnkurahException e) {
            return e;
        }
    }

    /** The entries of one kind. */
    private static List<Map.Entry<byte[], byte[]>> entries(OrderedStore store, int kind) {
        List<Map.Entry<byte[], byte[]>> entries = new ArrayList<>();
        try (OrderedSnapshot now = store.snapshot();
                OrderedCursor all = now.scan(new byte[] {(byte) kind}, new byte[] {(byte) (kind + 1)}, false)) {
            while (all.next()) {
                entries.add(Map.entry(all.key(), all.value()));
            }
        }
        return entries;
    }

    private Map.Entry<byte[], byte[]> some(OrderedStore store, int kind) {
        List<Map.Entry<byte[], byte[]>> all = entries(store, kind);
        return all.get(random.nextInt(all.size()));
    }

    private AnkurahException without(int kind) {
        OrderedStore copy = Rig.copy(good);
        copy.write(new OrderedBatch().delete(some(copy, kind).getKey()), OrderedStore.Durability.SYNCED);
        return found(copy);
    }

    @Test
    void inAGoodStoreThereIsNothingToFind() {
        try (StorageEngine engine = OrderedEngine.open(Rig.copy(good), EngineOptions.defaults())) {
            StoreCheck.Report report = StoreCheck.check(engine, FOLD, Sha256.jdk(), (done, of) -> {});
            assertThat(report.entities()).isEqualTo(121);
            assertThat(report.indexes()).isEqualTo(2);
            assertThat(report.unknown()).isZero();
        }
    }

    @Test
    void anEventThatIsNotThereIsFound() {
        assertThat(without(EVENT)).hasMessageContaining("event");
    }

    @Test
    void anEventInThePlaceOfAnotherIsFound() {
        AnkurahException e = found((engine, store) -> {
            Map.Entry<byte[], byte[]> one = some(store, EVENT);
            Map.Entry<byte[], byte[]> other = some(store, EVENT);
            while (other.getKey().equals(one.getKey())) {
                other = some(store, EVENT);
            }
            store.write(new OrderedBatch().put(one.getKey(), other.getValue()), OrderedStore.Durability.SYNCED);
        });
        assertThat(e.code()).isIn("storage.differs", "storage.damaged");
    }

    @Test
    void anEventOfAnotherCommitsNumberIsFound() {
        AnkurahException e = found((engine, store) -> {
            try (StorageSnapshot now = engine.snapshot()) {
                Event event = now.events(ids.get(10), null, 1).getFirst();
                engine.commit(new WriteGroup().event(event, now.numberOf(ids.get(10), event.id()) + 1));
            }
        });
        assertThat(e.code()).isEqualTo("storage.differs");
        assertThat(e).hasMessageContaining("stored as of commit");
    }

    @Test
    void anEventThatNoCommitBroughtIsFound() {
        AnkurahException e = found((engine, store) -> {
            try (StorageSnapshot now = engine.snapshot()) {
                Event genesis = now.events(ids.get(10), null, 1).getFirst();
                Event child = Event.seal(
                        genesis.header().system(),
                        "thing",
                        ids.get(10),
                        ankurah.event.Clock.of(genesis.id()),
                        genesis.header().transaction(),
                        "",
                        genesis.header().time() + 5,
                        new ankurah.event.Payload(new byte[16], List.of(Operation.write("x", Value.of(1L)))),
                        Sha256.jdk());
                engine.commit(new WriteGroup().event(child));
            }
        });
        assertThat(e.code()).isEqualTo("storage.differs");
    }

    @Test
    void aStateThatIsNotWhatItsEventsLeadToIsFoundWithTheProperty() {
        AnkurahException e = found((engine, store) -> {
            try (StorageSnapshot now = engine.snapshot()) {
                EntityState state = now.state("thing", ids.get(12));
                PropertyState word = state.properties().get("word");
                EntityState wrong = state.with(
                        state.head(),
                        Map.of(
                                "word",
                                new PropertyState(Operation.LWW, word.version(), Value.of("forged"), word.state())));
                engine.commit(new WriteGroup().state(state, wrong));
            }
        });
        assertThat(e.code()).isEqualTo("storage.differs");
        assertThat(e).hasMessageContaining(ids.get(12).toString()).hasMessageContaining("'word'");
    }

    @Test
    void aStateThatIsNotThereIsFound() {
        assertThat(without(STATE)).hasMessageContaining("state");
    }

    @Test
    void anIndexEntryThatIsNotThereIsFound() {
        AnkurahException e = without(INDEX);
        assertThat(e.code()).isEqualTo("storage.differs");
        assertThat(e).hasMessageContaining("the index on");
    }

    @Test
    void anIndexEntryTooManyIsFound() {
        AnkurahException e = found((engine, store) -> {
            byte[] key = some(store, INDEX).getKey().clone();
            key[key.length - 1] ^= 1;
            store.write(new OrderedBatch().put(key, new byte[0]), OrderedStore.Durability.SYNCED);
        });
        assertThat(e).hasMessageContaining("index");
        assertThat(e.code()).isIn("storage.differs", "storage.damaged");
    }

    @Test
    void aStateThatWasWrittenPastItsIndexIsFound() {
        AnkurahException e = found((engine, store) -> {
            List<Map.Entry<byte[], byte[]>> entries = entries(store, INDEX);
            byte[] key = entries.get(random.nextInt(entries.size())).getKey();
            byte[] moved = key.clone();
            // Another value, in front of the id.
            moved[6] ^= 1;
            store.write(new OrderedBatch().delete(key).put(moved, new byte[0]), OrderedStore.Durability.SYNCED);
        });
        assertThat(e).hasMessageContaining("index");
    }

    @Test
    void aLogWithAGapIsFound() {
        assertThat(without(LOG).code()).isIn("storage.differs", "storage.damaged");
    }

    @Test
    void aLogEntryInThePlaceOfAnotherIsFound() {
        AnkurahException e = found((engine, store) -> {
            List<Map.Entry<byte[], byte[]>> log = entries(store, LOG);
            store.write(
                    new OrderedBatch()
                            .put(log.get(4).getKey(), log.get(5).getValue())
                            .put(log.get(5).getKey(), log.get(4).getValue()),
                    OrderedStore.Durability.SYNCED);
        });
        assertThat(e.code()).isIn("storage.differs", "storage.damaged");
    }

    @Test
    void aCommitThatIsNotFoundByItsIdIsFound() {
        AnkurahException e = without(COMMIT);
        assertThat(e.code()).isEqualTo("storage.differs");
        assertThat(e).hasMessageContaining("is found at null");
    }

    @Test
    void aCatalogThatLacksSomethingIsFound() {
        AnkurahException e = found((engine, store) -> engine.commit(new WriteGroup().meta("catalog/other", null)));
        assertThat(e.code()).isEqualTo("storage.differs");
        assertThat(e).hasMessageContaining("the catalog lacks the collection 'other'");
    }

    @Test
    void anyBitThatIsTurnedInWhatCountsIsFound() {
        for (int i = 0; i < 40; i++) {
            int kind = List.of(STATE, EVENT, LOG, COMMIT).get(i % 4);
            OrderedStore copy = Rig.copy(good);
            Map.Entry<byte[], byte[]> one = some(copy, kind);
            byte[] value = one.getValue().clone();
            int at = random.nextInt(value.length);
            value[at] ^= (byte) (1 << random.nextInt(8));
            copy.write(new OrderedBatch().put(one.getKey(), value), OrderedStore.Durability.SYNCED);
            boolean readsTheSame = kind == STATE && readsTheSame(copy);
            if (!readsTheSame) {
                assertThat(found(copy).code())
                        .as("seed %d, round %d: byte %d of kind %x", seed, i, at, kind)
                        .isNotEqualTo("test.nothing");
            }
        }
    }

    /** Bytes that say how long something is are passed over where it is known. */
    private boolean readsTheSame(OrderedStore copy) {
        try (StorageEngine now = OrderedEngine.open(Rig.copy(copy), EngineOptions.defaults());
                StorageEngine then = OrderedEngine.open(Rig.copy(good), EngineOptions.defaults());
                StorageSnapshot a = now.snapshot();
                StorageSnapshot b = then.snapshot()) {
            return ids.stream().allMatch(id -> isSame(a, b, "thing", id))
                    && others(b).stream().allMatch(id -> isSame(a, b, "other", id));
        } catch (AnkurahException e) {
            return false;
        }
    }

    private static List<EntityId> others(StorageSnapshot snapshot) {
        List<EntityId> others = new ArrayList<>();
        try (RowCursor rows = snapshot.query("other", Query.ALL, true)) {
            for (EntityState row = rows.next(); row != null; row = rows.next()) {
                others.add(row.id());
            }
        }
        return others;
    }

    private static boolean isSame(StorageSnapshot a, StorageSnapshot b, String collection, EntityId id) {
        return java.util.Arrays.equals(
                a.state(collection, id).encode(), b.state(collection, id).encode());
    }
}
