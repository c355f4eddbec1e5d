package ankurah.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import ankurah.query.AnkQl;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.testkit.FaultyStore;
import ankurah.storage.testkit.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final MemoryStore memory = new MemoryStore();
    private final FaultyStore store = new FaultyStore(memory);

    private StorageEngine open() {
        return OrderedEngine.open(store, World.options(1));
    }

    private static World world(StorageEngine engine) {
        return new World(1, Position.start(engine.identity().log()));
    }

    @Test
    void aFailedWriteStopsTheEngineUntilItIsOpenedAgain() {
        for (boolean writtenAllTheSame : new boolean[] {true, false}) {
            StorageEngine engine = open();
            World world = world(engine);
            try (StorageSnapshot now = engine.snapshot()) {
                world = new World(2, now.position());
            }
            EntityState kept = world.create("album", Map.of("n", Value.of(1)));
            engine.commit(world.group());
            long before = world.position().number();
            EntityState lost = world.create("album", Map.of("n", Value.of(2)));
            store.failNext("the disk is full", writtenAllTheSame);
            WriteGroup group = world.group();
            assertFault("storage.failed", () -> engine.commit(group)).hasMessageContaining("the disk is full");
            assertFault("storage.stopped", () -> engine.commit(new WriteGroup().meta("m", new byte[1])));
            assertFault("storage.stopped", () -> engine.ensureIndex(IndexSpec.on("album", "n")));
            try (StorageSnapshot now = engine.snapshot()) {
                assertThat(now.state("album", kept.id())).isEqualTo(kept);
            }
            engine.close();
            StorageEngine again = open();
            try (StorageSnapshot now = again.snapshot()) {
                assertThat(now.position().number()).isEqualTo(writtenAllTheSame ? before + 1 : before);
                assertThat(now.state("album", lost.id())).isEqualTo(writtenAllTheSame ? lost : null);
                assertThat(now.state("album", kept.id())).isEqualTo(kept);
                assertThat(now.meta("m")).isNull();
            }
            again.close();
        }
    }

    @Test
    void aGroupIsOneSyncedWriteUnlessBuffered() {
        StorageEngine engine = open();
        World world = world(engine);
        int made = store.syncedWrites();
        for (int i = 0; i < 10; i++) {
            world.create("album", Map.of("n", Value.of(i)));
            world.log();
        }
        engine.commit(world.group());
        assertThat(store.syncedWrites()).isEqualTo(made + 1);
        engine.close();
        StorageEngine buffered = OrderedEngine.open(store, World.options(1).withDurability(Durability.BUFFERED));
        world.create("album", Map.of("n", Value.of(1)));
        buffered.commit(world.group());
        assertThat(store.syncedWrites()).isEqualTo(made + 1);
    }

    @Test
    void aStoreOfALaterVersionIsRefusedWithBothNumbers() {
        byte[] later = new CborWriter()
                .array(3)
                .text("ankurah")
                .integer(7)
                .text("whatever comes then")
                .toBytes();
        memory.write(new OrderedBatch().put(Keys.FORMAT, later), Durability.SYNCED);
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        AnkurahException.Conflict.class,
                        e -> assertThat(e.code()).isEqualTo("storage.newer_format"))
                .hasMessageContaining("7")
                .hasMessageContaining("1");
        assertUntouched(Keys.FORMAT, later);
    }

    @Test
    void whatIsNoStoreIsRefusedAndLeftAlone() {
        byte[] key = {0x61};
        memory.write(new OrderedBatch().put(key, key), Durability.SYNCED);
        assertFault("storage.foreign", this::open);
        assertUntouched(key, key);
        memory.write(new OrderedBatch().put(Keys.FORMAT, new byte[] {1}), Durability.SYNCED);
        assertFault("storage.damaged", this::open);
        assertUntouched(Keys.FORMAT, new byte[] {1});
    }

    @Test
    void anIndexEntryWithoutItsRowIsDamage() {
        StorageEngine engine = open();
        World world = world(engine);
        EntityState row = world.create("album", Map.of("n", Value.of(1)));
        for (int i = 0; i < 50; i++) {
            world.create("album", Map.of("n", Value.of(2)));
        }
        engine.commit(world.group());
        engine.ensureIndex(IndexSpec.on("album", "n"));
        memory.write(new OrderedBatch().delete(Keys.state(1, row.id())), Durability.SYNCED);
        try (StorageSnapshot now = engine.snapshot()) {
            assertFault(
                    "storage.damaged",
                    () -> now.query("album", AnkQl.parse("ORDER BY n LIMIT 1")).next());
        }
    }

    /** Whatever byte goes wrong, a reader gets its data or a fault that says where, and nothing else. */
    @Test
    void damageAnywhereIsNamed() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        StorageEngine engine = open();
        World world = world(engine);
        EntityState row = world.create(
                "album",
                Map.of("a", Value.of("text"), "b", Value.of(1.5), "c", Value.of(7), "d", new Value.Bytes(new byte[9])));
        row = world.update(row.id(), Map.of("a", Value.of("other")));
        engine.commit(world.group().meta("m", new byte[] {1}));
        engine.ensureIndex(IndexSpec.on("album", "a"));
        engine.close();
        List<byte[]> keys = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        try (OrderedSnapshot now = memory.snapshot();
                OrderedCursor all = now.scan(new byte[0], Keys.LIMIT, false)) {
            while (all.next()) {
                keys.add(all.key());
                values.add(all.value());
            }
        }
        for (int i = 0; i < 20_000; i++) {
            int at = random.nextInt(keys.size());
            byte[] damaged = damage(random, values.get(at));
            memory.write(new OrderedBatch().put(keys.get(at), damaged), Durability.SYNCED);
            readAll(row, world.events());
            memory.write(new OrderedBatch().put(keys.get(at), values.get(at)), Durability.SYNCED);
        }
    }

    private static byte[] damage(Random random, byte[] value) {
        byte[] damaged =
                random.nextInt(4) == 0 ? Arrays.copyOf(value, random.nextInt(value.length + 2)) : value.clone();
        if (damaged.length > 0) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private void readAll(EntityState row, List<Event> events) {
        try (StorageEngine engine = open();
                StorageSnapshot now = engine.snapshot()) {
            tolerate(now::position);
            tolerate(() -> now.log(0, 10));
            tolerate(() -> now.state("album", row.id()));
            tolerate(() -> now.collectionOf(row.id()));
            tolerate(() -> now.events(row.id(), null, 10));
            tolerate(() -> now.committed(now.log(0, 1).get(0).commitId()));
            tolerate(() -> now.event(row.id(), events.get(0).id()));
            for (String query : List.of("", "a = 'other'", "b > 1 ORDER BY c", "ORDER BY a DESC")) {
                tolerate(() -> {
                    try (RowCursor rows = now.query("album", AnkQl.parse(query))) {
                        rows.next();
                    }
                });
            }
        } catch (AnkurahException.Fault | AnkurahException.Conflict e) {
            assertThat(e.code()).isIn("storage.damaged", "storage.newer_format", "storage.foreign");
        }
    }

    private static void tolerate(Runnable read) {
        try {
            read.run();
        } catch (AnkurahException.Fault e) {
            assertThat(e.code()).isEqualTo("storage.damaged");
        }
    }

    private void assertUntouched(byte[] key, byte[] value) {
        try (OrderedSnapshot now = memory.snapshot()) {
            assertThat(now.get(key)).isEqualTo(value);
        }
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertFault(
            String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AnkurahException.Fault.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
