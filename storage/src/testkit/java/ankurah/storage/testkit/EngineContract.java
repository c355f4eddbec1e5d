package ankurah.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Names;
import ankurah.event.SystemId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.storage.EntityState;
import ankurah.storage.Identity;
import ankurah.storage.IndexSpec;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.StoredEvent;
import ankurah.storage.WriteGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writing, reading back, positions, snapshots and reopening, for any engine. */
public abstract class EngineContract {
    protected Place place;
    protected StorageEngine engine;
    protected World world;

    protected abstract Place newPlace();

    @BeforeEach
    void openFirst() {
        place = newPlace();
        engine = place.open(World.options(1));
        world = new World(1, Position.start(engine.identity().log()));
    }

    @AfterEach
    void closeAll() {
        engine.close();
        place.close();
    }

    protected void reopen() {
        engine.close();
        engine = place.open(World.options(2));
    }

    @Test
    void anEmptyStoreMakesItsSystemOnceAndKeepsIt() {
        Identity first = engine.identity();
        reopen();
        assertThat(engine.identity()).isEqualTo(first);
        try (Place other = newPlace();
                StorageEngine another = other.open(World.options(3))) {
            assertThat(another.identity().system()).isNotEqualTo(first.system());
            assertThat(another.identity().log()).isNotEqualTo(first.log());
        }
    }

    @Test
    void aStoreOfAnotherSystemIsRefused() {
        SystemId wanted = new SystemId(1, 2);
        try (Place other = newPlace()) {
            try (StorageEngine made = other.open(World.options(3).withSystem(wanted))) {
                assertThat(made.identity().system()).isEqualTo(wanted);
            }
        }
        engine.close();
        assertThatThrownBy(() -> place.open(World.options(1).withSystem(wanted)))
                .isInstanceOfSatisfying(
                        AnkurahException.Conflict.class,
                        e -> assertThat(e.code()).isEqualTo("storage.other_system"));
        engine = place.open(World.options(1));
    }

    @Test
    void whatOneGroupWroteIsThereAndAfterReopeningToo() {
        EntityState a = world.create("album", Map.of("name", Value.of("Absolution"), "year", Value.of(2003)));
        EntityState b = world.create("artist", Map.of("name", Value.of("Muse")));
        LoggedCommit first = world.log();
        EntityState c = world.update(a.id(), Map.of("year", Value.of(2004)));
        LoggedCommit second = world.log();
        engine.commit(world.group().meta("k", new byte[] {1, 2}));
        for (int round = 0; round < 2; round++) {
            try (StorageSnapshot now = engine.snapshot()) {
                assertThat(now.position()).isEqualTo(world.position());
                assertThat(now.position().number()).isEqualTo(2);
                assertThat(now.state("album", a.id())).isEqualTo(c);
                assertThat(now.state("artist", b.id())).isEqualTo(b);
                assertThat(now.state("artist", a.id())).isNull();
                assertThat(now.state("nothing", a.id())).isNull();
                assertThat(now.collectionOf(a.id())).isEqualTo("album");
                assertThat(now.collectionOf(b.id())).isEqualTo("artist");
                assertThat(now.collectionOf(new EntityId(EventId.of(5, Hash256.ZERO))))
                        .isNull();
                assertThat(now.logged(1)).isEqualTo(first);
                assertThat(now.log(0, 10)).containsExactly(first, second);
                assertThat(now.log(1, 10)).containsExactly(second);
                assertThat(now.log(0, 1)).containsExactly(first);
                assertThat(now.logged(3)).isNull();
                assertThat(now.committed(second.commitId())).isEqualTo(2L);
                assertThat(now.committed(Hash256.ZERO)).isNull();
                assertThat(now.meta("k")).containsExactly(1, 2);
                assertThat(now.collections()).containsExactly("album", "artist");
                assertEvents(now, a.id());
            }
            reopen();
        }
    }

    private static List<Event> eventsBefore(StorageSnapshot now, EntityId id, @Nullable EventId before, int max) {
        return now.storedBefore(id, before, max).stream()
                .map(StoredEvent::event)
                .toList();
    }

    private void assertEvents(StorageSnapshot now, EntityId id) {
        List<Event> expected = world.events().stream()
                .filter(event -> event.entity().equals(id))
                .toList();
        assertThat(now.events(id, null, 10)).isEqualTo(expected);
        assertThat(now.events(id, expected.get(0).id(), 10)).isEqualTo(expected.subList(1, expected.size()));
        assertThat(now.events(id, null, 1)).isEqualTo(expected.subList(0, 1));
        assertThat(eventsBefore(now, id, null, 10)).isEqualTo(expected.reversed());
        assertThat(eventsBefore(now, id, expected.getLast().id(), 10))
                .isEqualTo(expected.subList(0, expected.size() - 1).reversed());
        assertThat(eventsBefore(now, id, null, 1)).containsExactly(expected.getLast());
        assertThat(eventsBefore(now, id, expected.getFirst().id(), 10)).isEmpty();
        for (Event event : expected) {
            assertThat(now.event(id, event.id())).isEqualTo(event);
            assertThat(now.hasEvent(id, event.id())).isTrue();
        }
        assertThat(now.hasEvent(id, EventId.of(1, Hash256.ZERO))).isFalse();
        assertThat(now.event(id, EventId.of(1, Hash256.ZERO))).isNull();
    }

    @Test
    void theRunningHashChainsTheCommitIds() {
        Position expected = Position.start(engine.identity().log());
        for (int i = 0; i < 5; i++) {
            world.create("album", Map.of("n", Value.of(i)));
            LoggedCommit logged = world.log();
            byte[] chained = new byte[64];
            System.arraycopy(expected.hash().toBytes(), 0, chained, 0, 32);
            System.arraycopy(logged.commitId().toBytes(), 0, chained, 32, 32);
            expected = new Position(expected.log(), i + 1, World.SHA.hash(chained));
            engine.commit(world.group());
        }
        reopen();
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.position()).isEqualTo(expected);
        }
    }

    @Test
    void aGapInTheLogIsRefusedAndNothingOfTheGroupIsStored() {
        EntityState a = world.create("album", Map.of("n", Value.of(1)));
        world.log();
        WriteGroup lost = world.group();
        world.create("album", Map.of("n", Value.of(2)));
        WriteGroup tooEarly = world.group();
        assertThatThrownBy(() -> engine.commit(tooEarly))
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo("storage.log_gap"));
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.position().number()).isZero();
            assertThat(now.collections()).isEmpty();
        }
        engine.commit(lost);
        engine.commit(tooEarly);
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.position()).isEqualTo(world.position());
            assertThat(now.state("album", a.id())).isEqualTo(a);
        }
    }

    @Test
    void aSnapshotNeverMoves() {
        EntityState a = world.create("album", Map.of("n", Value.of(1)));
        engine.commit(world.group().meta("m", new byte[] {1}));
        try (StorageSnapshot before = engine.snapshot()) {
            EntityState b = world.create("artist", Map.of("n", Value.of(1)));
            world.update(a.id(), Map.of("n", Value.of(2)));
            engine.commit(world.group().meta("m", null));
            assertThat(before.state("album", a.id())).isEqualTo(a);
            assertThat(before.state("artist", b.id())).isNull();
            assertThat(before.collectionOf(b.id())).isNull();
            assertThat(before.collections()).containsExactly("album");
            assertThat(before.meta("m")).containsExactly(1);
            assertThat(before.position().number()).isEqualTo(1);
            assertThat(before.events(a.id(), null, 10)).hasSize(1);
        }
        try (StorageSnapshot after = engine.snapshot()) {
            assertThat(after.position().number()).isEqualTo(2);
            assertThat(after.meta("m")).isNull();
        }
    }

    @Test
    void anEventAlreadyStoredStaysOneAndAnErasedOneReplacesIt() {
        EntityState a = world.create("album", Map.of("n", Value.of(1)));
        engine.commit(world.group());
        Event event = world.events().get(0);
        engine.commit(new WriteGroup().event(event));
        engine.commit(new WriteGroup().event(event.erased()));
        try (StorageSnapshot now = engine.snapshot()) {
            List<Event> events = now.events(a.id(), null, 10);
            assertThat(events).hasSize(1);
            assertThat(events.get(0).payload()).isEmpty();
            assertThat(events.get(0).id()).isEqualTo(event.id());
        }
    }

    @Test
    void aStateWithoutEventsHasACollection() {
        EntityState a = world.create("album", Map.of("n", Value.of(1)));
        EntityState b = world.create("artist", Map.of("n", Value.of(1)));
        engine.commit(new WriteGroup().state(null, a).state(null, b));
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.collectionOf(b.id())).isEqualTo("artist");
        }
        engine.commit(new WriteGroup().forget(b));
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.collectionOf(b.id())).isNull();
            assertThat(now.state("artist", b.id())).isNull();
        }
    }

    @Test
    void metasAreListedByPrefixInCodePointOrder() {
        WriteGroup group = new WriteGroup();
        for (String key : List.of("a/2", "a/1", "b", "a", "a/\uffff", "a/\ud83d\ude00", "a0")) {
            group.meta(key, key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        engine.commit(group);
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(new ArrayList<>(now.metas("a/").keySet()))
                    .containsExactly("a/1", "a/2", "a/\uffff", "a/\ud83d\ude00");
            assertThat(now.metas("")).hasSize(7);
            assertThat(now.metas("zzz")).isEmpty();
        }
    }

    @Test
    void oddNamesAreData() {
        EntityState a = world.create(
                "'; DROP TABLE \"x\"; --",
                Map.of(
                        "'; DROP TABLE",
                        Value.of("'; DROP TABLE"),
                        "\ud83d\ude00",
                        Value.of(1),
                        Names.DELETED,
                        Value.FALSE));
        engine.commit(world.group());
        reopen();
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.state(a.collection(), a.id())).isEqualTo(a);
            assertThat(now.collectionOf(a.id())).isEqualTo(a.collection());
        }
    }

    @Test
    void readersSeeWholeGroupsBesideAWriterAndIndexesBeingMade() throws Exception {
        EntityState a = world.create("account", Map.of("n", Value.of(0)));
        EntityState b = world.create("account", Map.of("n", Value.of(0)));
        engine.commit(world.group());
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService readers = Executors.newFixedThreadPool(3)) {
            List<Future<Long>> reading = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                reading.add(readers.submit(() -> readUntil(done, a.id(), b.id())));
            }
            Future<?> indexing = readers.submit(() -> {
                for (int i = 0; !done.get(); i++) {
                    IndexSpec spec = IndexSpec.on(i % 2 == 0 ? "account" : "row", "n");
                    engine.ensureIndex(spec);
                    engine.dropIndex(spec);
                    while (engine.workOnIndexes()) {
                        Thread.onSpinWait();
                    }
                }
            });
            for (int i = 1; i <= 1_000; i++) {
                Map<String, Value> values = Map.of("n", Value.of(i));
                world.update(a.id(), values);
                world.update(b.id(), values);
                world.create("row", values);
                engine.commit(world.group());
            }
            done.set(true);
            indexing.get();
            for (Future<Long> reader : reading) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            done.set(true);
        }
    }

    private long readUntil(AtomicBoolean done, EntityId a, EntityId b) {
        long reads = 0;
        while (!done.get() || reads == 0) {
            try (StorageSnapshot now = engine.snapshot()) {
                long n = now.position().number() - 1;
                assertThat(now.state("account", a).get("n")).isEqualTo(Value.of(n));
                assertThat(now.state("account", b).get("n")).isEqualTo(Value.of(n));
                assertThat(now.count("account", AnkQl.parse("n = " + n + " ORDER BY n DESC")))
                        .isEqualTo(2);
                assertThat(now.count("row", AnkQl.parse("n >= 0 ORDER BY n LIMIT 50")))
                        .isEqualTo(Math.min(n, 50));
                assertThat(now.count("row", AnkQl.parse("n = " + n))).isEqualTo(n == 0 ? 0 : 1);
                reads++;
            }
        }
        return reads;
    }

    @Test
    void closingUnderReadersEndsThemWithAnError() throws Exception {
        for (int i = 0; i < 500; i++) {
            world.create("row", Map.of("n", Value.of(i)));
        }
        engine.commit(world.group());
        AtomicInteger started = new AtomicInteger();
        try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
            List<Future<String>> reading = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                reading.add(readers.submit(() -> readToTheEnd(started)));
            }
            while (started.get() < 4) {
                Thread.onSpinWait();
            }
            engine.close();
            for (Future<String> reader : reading) {
                assertThat(reader.get()).isEqualTo("storage.closed");
            }
        }
        reopen();
    }

    private String readToTheEnd(AtomicInteger started) {
        try {
            while (true) {
                try (StorageSnapshot now = engine.snapshot();
                        RowCursor rows = now.query("row", AnkQl.parse("n > 10"))) {
                    started.incrementAndGet();
                    for (EntityState row = rows.next(); row != null; row = rows.next()) {
                        assertThat(row.get("n")).isNotEqualTo(Value.NULL);
                    }
                }
            }
        } catch (AnkurahException.Unavailable e) {
            return e.code();
        }
    }

    @Test
    void whatIsClosedSaysSo() {
        StorageSnapshot snapshot = engine.snapshot();
        snapshot.close();
        snapshot.close();
        assertClosed(() -> snapshot.meta("m"));
        StorageSnapshot left = engine.snapshot();
        engine.close();
        engine.close();
        assertClosed(() -> engine.snapshot());
        assertClosed(() -> engine.commit(new WriteGroup().meta("m", new byte[1])));
        left.close();
        reopen();
    }

    private static void assertClosed(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AnkurahException.Unavailable.class,
                        e -> assertThat(e.code()).isEqualTo("storage.closed"));
    }
}
