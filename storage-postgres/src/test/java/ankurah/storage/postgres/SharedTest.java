package ankurah.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.storage.EntityState;
import ankurah.storage.Identity;
import ankurah.storage.IndexListener;
import ankurah.storage.IndexSpec;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.WriteTurn;
import ankurah.storage.postgres.testkit.PostgresServer;
import ankurah.storage.testkit.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedTest {
    private static final int WAIT_SECONDS = 60;

    private final PostgresServer server = PostgresServer.shared();
    private final PostgresOptions options =
            PostgresOptions.defaults().withSchema(PostgresServer.newSchema()).withConnections(8);
    private final List<StorageEngine> opened = new ArrayList<>();

    private StorageEngine open() {
        return open(options);
    }

    private StorageEngine open(PostgresOptions with) {
        StorageEngine engine = PostgresStorage.open(server.url(), with);
        synchronized (opened) {
            opened.add(engine);
        }
        return engine;
    }

    @AfterEach
    void closeAll() {
        opened.forEach(StorageEngine::close);
    }

    @Test
    void severalThatOpenAtOnceMakeOneSystem() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Identity>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> open().identity()));
            }
            Identity first = all.get(0).get();
            for (Future<Identity> one : all) {
                assertThat(one.get()).isEqualTo(first);
            }
        }
    }

    @Test
    void eachSeesWhatTheOtherHasCommitted() {
        StorageEngine a = open();
        StorageEngine b = open();
        assertThat(a.isShared()).isTrue();
        LoggedCommit first = Turns.commit(a, 1);
        LoggedCommit second = Turns.commit(b, 2);
        for (StorageEngine one : opened) {
            try (StorageSnapshot now = one.snapshot()) {
                assertThat(now.log(0, 10)).containsExactly(first, second);
                assertThat(now.count("row", AnkQl.parse("n > 0"))).isEqualTo(2);
            }
        }
    }

    @Test
    void oneAtATimeHasTheTurnAndTheOthersAreToldThatItIsBusy() {
        StorageEngine a = open();
        StorageEngine b = open(options.withWaitMillis(300));
        try (WriteTurn turn = a.turn()) {
            assertThatThrownBy(b::turn).isInstanceOfSatisfying(AnkurahException.Unavailable.class, e -> {
                assertThat(e.code()).isEqualTo("storage.busy");
                assertThat(e.retryable()).isTrue();
            });
            assertThatThrownBy(() -> b.commit(new WriteGroup().meta("m", new byte[1])))
                    .hasMessageContaining("lock timeout");
            Turns.commit(turn, 1);
        }
        try (WriteTurn turn = b.turn()) {
            assertThat(turn.position().number()).isEqualTo(1);
        }
    }

    @Test
    void aGroupIsStoredWithoutATurnOnlyWhereItsWriterBelievesTheStoreToBe() {
        StorageEngine a = open();
        StorageEngine b = open();
        Position start = position(a);
        assertThat(Turns.commitAt(a, start, 1)).isTrue();
        // The first one made the table of the rows, which b has not heard of.
        assertThat(Turns.commitAt(b, start, 2)).isFalse();
        Turns.commit(b, 2);
        assertThat(Turns.commitAt(a, position(a), 3)).isTrue();
        assertThat(Turns.commitAt(b, position(b), 4)).isTrue();
        assertThat(Turns.commitAt(a, start, 5)).isFalse();
        try (StorageSnapshot now = a.snapshot()) {
            assertThat(Turns.requireChained(now)).isEqualTo(4);
            assertThat(now.count("row", AnkQl.parse("n < 5"))).isEqualTo(4);
        }
    }

    /** Whoever made it keeps it right from then on, whether or not the writer has heard of it. */
    @Test
    void aGroupThatMissesAnIndexOfAnotherIsNotStored() {
        StorageEngine a = open(options.withPollMillis(600_000));
        Turns.commit(a, 1);
        StorageEngine b = open(options.withPollMillis(600_000));
        a.ensureIndex(IndexSpec.on("row", "n"));
        assertThat(Turns.commitAt(b, position(b), 2)).isTrue();
        a.dropIndex(IndexSpec.on("row", "n"));
        Position now = position(a);
        assertThat(Turns.commitAt(b, now, 3)).isFalse();
        Turns.commit(b, 3);
        assertThat(Turns.commitAt(b, position(b), 4)).isTrue();
    }

    @Test
    void whoWritesWithoutATurnWaitsForTheOneWhoHasIt() {
        StorageEngine a = open();
        Turns.commit(a, 1);
        StorageEngine b = open(options.withWaitMillis(300));
        Position here = position(b);
        try (WriteTurn turn = a.turn()) {
            assertThatThrownBy(() -> Turns.commitAt(b, here, 2))
                    .isInstanceOfSatisfying(
                            AnkurahException.Unavailable.class,
                            e -> assertThat(e.code()).isEqualTo("storage.busy"));
            Turns.commit(turn, 2);
        }
        assertThat(Turns.commitAt(b, here, 3)).isFalse();
        assertThat(Turns.commitAt(b, position(b), 3)).isTrue();
    }

    @Test
    void manyWritersThatTakeNoTurnLeaveALogWithoutGapsEither() throws Exception {
        int each = 40;
        Turns.commit(open(), 0);
        List<StorageEngine> engines = List.of(open(), open(), open());
        try (ExecutorService threads = Executors.newFixedThreadPool(engines.size())) {
            List<Future<?>> all = new ArrayList<>();
            for (StorageEngine engine : engines) {
                all.add(threads.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        boolean stored = Turns.commitAt(engine, position(engine), n);
                        if (!stored) {
                            Turns.commit(engine, n);
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        try (StorageSnapshot now = engines.get(0).snapshot()) {
            assertThat(Turns.requireChained(now)).isEqualTo(1L + engines.size() * each);
        }
    }

    @Test
    void aTurnWithoutACommitWritesNothingAndLetsOthersGoOn() {
        StorageEngine a = open();
        try (WriteTurn turn = a.turn()) {
            assertThat(turn.position().number()).isZero();
        }
        try (WriteTurn turn = a.turn()) {
            turn.commit(new WriteGroup());
        }
        assertThat(Turns.commit(open(), 1).number()).isEqualTo(1);
    }

    @Test
    void aSecondTurnOfTheSameThreadIsAMistakeThatIsTold() {
        StorageEngine a = open();
        try (WriteTurn turn = a.turn()) {
            assertThatThrownBy(() -> a.commit(new WriteGroup().meta("m", new byte[1])))
                    .isInstanceOf(IllegalStateException.class);
            Turns.commit(turn, 1);
            assertThatThrownBy(() -> turn.commit(new WriteGroup().meta("m", new byte[1])))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(Turns.commit(a, 2).number()).isEqualTo(2);
    }

    @Test
    void manyWritersOfSeveralProgramsLeaveALogWithoutGaps() throws Exception {
        int writers = 6;
        int each = 40;
        List<StorageEngine> engines = List.of(open(), open(), open());
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                StorageEngine engine = engines.get(i % engines.size());
                all.add(threads.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        Turns.commit(engine, n);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        for (StorageEngine engine : engines) {
            try (StorageSnapshot now = engine.snapshot()) {
                assertThat(Turns.requireChained(now)).isEqualTo((long) writers * each);
            }
        }
    }

    @Test
    void whoListensIsToldOfWhatOthersWrite() throws Exception {
        // It does not look by itself for so long.
        PostgresOptions patient = options.withPollMillis(600_000);
        StorageEngine a = open(patient);
        StorageEngine b = open(patient);
        Semaphore told = new Semaphore(0);
        b.onOthersWrites(told::release);
        Turns.commit(a, 1);
        awaitRow(told, b, 1);
        Turns.commit(a, 2);
        awaitRow(told, b, 2);
    }

    @Test
    void whoIsNotToldLooksNowAndThen() throws Exception {
        StorageEngine b = open(options.withPollMillis(50));
        Semaphore told = new Semaphore(0);
        b.onOthersWrites(told::release);
        try (var connection = java.sql.DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?user=postgres")) {
            told.drainPermits();
            connection.createStatement().execute("UPDATE " + options.schema() + "._head SET writes = writes + 1");
            assertThat(told.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void awaitRow(Semaphore told, StorageEngine engine, long rows) throws InterruptedException {
        long found = 0;
        while (found < rows) {
            assertThat(told.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            try (StorageSnapshot now = engine.snapshot()) {
                found = now.position().number();
            }
        }
    }

    @Test
    void anIndexThatOneMadeIsKeptRightByTheOthersAndUsedByThem() throws Exception {
        StorageEngine a = open();
        StorageEngine b = open();
        CountDownLatch changed = new CountDownLatch(1);
        b.onIndexWork(new IndexListener() {
            @Override
            public void onWork() {}

            @Override
            public void onChange() {
                changed.countDown();
            }
        });
        for (int n = 0; n < 30; n++) {
            Turns.commit(n % 2 == 0 ? a : b, n);
        }
        a.ensureIndex(IndexSpec.on("row", "n"));
        assertThat(changed.await(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        for (int n = 30; n < 60; n++) {
            Turns.commit(n % 2 == 0 ? a : b, n);
        }
        for (StorageEngine one : opened) {
            try (StorageSnapshot now = one.snapshot();
                    RowCursor rows = now.query("row", AnkQl.parse("n >= 28 ORDER BY n LIMIT 5"))) {
                assertThat(now.explain("row", AnkQl.parse("n = 3")).access()).isEqualTo(Plan.Access.INDEX);
                for (long n = 28; n < 33; n++) {
                    EntityState row = rows.next();
                    assertThat(row).isNotNull();
                    assertThat(row.get("n")).isEqualTo(Value.of(n));
                }
            }
        }
    }

    @Test
    void anIndexBuiltByTwoAtOnceBesideWritesIsComplete() throws Exception {
        PostgresOptions slow =
                options.withEngine(World.options(1).withIndexes(new ankurah.storage.IndexLimits(32, 0, 0, 8)));
        StorageEngine a = open(slow);
        StorageEngine b = open(slow);
        for (int n = 0; n < 100; n++) {
            Turns.commit(a, n);
        }
        IndexSpec spec = IndexSpec.on("row", "n");
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> all = new ArrayList<>();
            all.add(threads.submit(() -> a.ensureIndex(spec)));
            all.add(threads.submit(() -> b.ensureIndex(spec)));
            all.add(threads.submit(() -> {
                for (int n = 100; n < 150; n++) {
                    Turns.commit(n % 2 == 0 ? a : b, n);
                }
            }));
            for (Future<?> one : all) {
                one.get();
            }
        }
        try (StorageSnapshot now = b.snapshot()) {
            assertThat(now.explain("row", AnkQl.parse("n = 7")).access()).isEqualTo(Plan.Access.INDEX);
            assertThat(now.count("row", AnkQl.parse("n >= 0"))).isEqualTo(150);
        }
    }

    /** Its table is the next index's, and an older snapshot still has the old entries there. */
    @Test
    void anIndexDroppedAndAnotherMadeLeaveOlderSnapshotsTheirs() {
        StorageEngine a = open();
        World world = Turns.world(position(a));
        for (int n = 0; n < 50; n++) {
            world.create("row", Map.of("n", Value.of(n), "m", Value.of(100 - n)));
        }
        a.commit(world.group());
        a.ensureIndex(IndexSpec.on("row", "n"));
        try (StorageSnapshot before = a.snapshot()) {
            a.dropIndex(IndexSpec.on("row", "n"));
            while (a.workOnIndexes()) {
                Thread.onSpinWait();
            }
            a.ensureIndex(IndexSpec.on("row", "m"));
            assertThat(before.explain("row", AnkQl.parse("n < 3")).access()).isEqualTo(Plan.Access.INDEX);
            assertThat(before.count("row", AnkQl.parse("n < 3"))).isEqualTo(3);
            assertThat(before.count("row", AnkQl.parse("m < 60"))).isEqualTo(9);
        }
        try (StorageSnapshot now = a.snapshot()) {
            assertThat(now.count("row", AnkQl.parse("m < 60"))).isEqualTo(9);
            assertThat(now.explain("row", AnkQl.parse("m < 60")).access()).isEqualTo(Plan.Access.INDEX);
        }
    }

    private static Position position(StorageEngine engine) {
        try (StorageSnapshot now = engine.snapshot()) {
            return now.position();
        }
    }

    @Test
    void readersOfOneSnapshotUseSeveralConnectionsThatSeeTheSame() throws Exception {
        StorageEngine a = open();
        Turns.commit(a, 1);
        try (StorageSnapshot before = a.snapshot();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Turns.commit(a, 2);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> {
                    for (int n = 0; n < 200; n++) {
                        assertThat(before.count("row", AnkQl.parse("n > 0"))).isEqualTo(1);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    @Test
    void moreSnapshotsThanConnectionsAreRefusedAndHaveRoomAgainLater() {
        StorageEngine a = open(options.withConnections(2).withWaitMillis(300));
        StorageSnapshot first = a.snapshot();
        try (StorageSnapshot second = a.snapshot()) {
            assertThatThrownBy(a::snapshot)
                    .isInstanceOfSatisfying(
                            AnkurahException.Unavailable.class,
                            e -> assertThat(e.code()).isEqualTo("storage.too_many_snapshots"));
            assertThat(second.position().number()).isZero();
        }
        a.snapshot().close();
        first.close();
    }
}
