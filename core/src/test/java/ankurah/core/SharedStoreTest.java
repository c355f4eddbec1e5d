package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.gate.GateLimits;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.internal.gate.Source;
import ankurah.core.jvm.JvmPlatform;
import ankurah.core.sync.Rig;
import ankurah.core.testkit.SharedMemory;
import ankurah.core.testkit.SharedMemory.Loss;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.HybridTime;
import ankurah.event.Value;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteTurn;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes over one store are one: what either writes the other has, at the same position. */
class SharedStoreTest {
    private final SharedMemory shared = new SharedMemory(TestNode.memory());
    private final SharedMemory.Face one = shared.face();
    private final SharedMemory.Face two = shared.face();
    private final Node a = Node.durable(one, Policy.allowAll());
    private final Node b = Node.durable(two, Policy.allowAll());
    private final Author author = new Author(7, HybridTime.ofMillis(System.currentTimeMillis() - 10_000));

    @AfterEach
    void close() {
        a.close();
        b.close();
        shared.close();
    }

    private static EntityId create(Node node, long n) {
        return node.context()
                .transact(tx -> tx.create("thing", Map.of("n", Value.of(n))).id())
                .value();
    }

    private static void set(Node node, EntityId id, long n) {
        node.context().run(tx -> tx.set(id, "n", Value.of(n)));
    }

    private static Value n(Node node, EntityId id) {
        return node.context().get(id).get("n");
    }

    private static DurableBackend backend(Node node) {
        return (DurableBackend) node.backend();
    }

    private void untilEqual() {
        Rig.until(
                "both have come to where the store is",
                () -> a.position().equals(stored()) && b.position().equals(stored()) && reads(a) && reads(b));
    }

    private static boolean reads(Node node) {
        try {
            return node.catalog().collections().stream()
                    .allMatch(collection -> node.context().count(collection, "") >= 0);
        } catch (AnkurahException.Unavailable e) {
            return false;
        }
    }

    private void untilFresh(LiveQuery live) {
        Rig.until(
                "b's live query is what a fresh one gives",
                () -> live.result().toList().equals(b.context().query("thing", live.query())));
    }

    private ankurah.storage.Position stored() {
        try (StorageSnapshot now = shared.store().snapshot()) {
            return now.position();
        }
    }

    private static String code(Throwable error) {
        return ((AnkurahException) error).code();
    }

    @Test
    void whatOneWritesTheOtherReadsAtTheSamePosition() {
        EntityId id = create(a, 1);
        untilEqual();
        assertThat(n(b, id)).isEqualTo(Value.of(1L));
        set(b, id, 2);
        untilEqual();
        assertThat(n(a, id)).isEqualTo(Value.of(2L));
        assertThat(a.position().number()).isEqualTo(2);
    }

    @Test
    void aWriteRestsOnAllThatTheOthersHaveWrittenEvenIfNobodyWasTold() {
        two.hearNothing(true);
        EntityId id = create(a, 1);
        set(a, id, 2);
        EntityId later = create(b, 3);
        assertThat(b.position().number()).isEqualTo(3);
        assertThat(n(b, id)).isEqualTo(Value.of(2L));
        untilEqual();
        assertThat(n(a, later)).isEqualTo(Value.of(3L));
    }

    @Test
    void aLiveQueryHearsOfEachCommitOfTheOtherByItself() {
        EntityId id = create(a, 0);
        untilEqual();
        List<ChangeSet> heard = new CopyOnWriteArrayList<>();
        try (LiveQuery live = b.context().live("thing", "")) {
            live.subscribe(heard::add);
            for (int i = 1; i <= 20; i++) {
                set(a, id, i);
                Rig.until("it is heard", () -> b.position().equals(a.position()));
            }
            Rig.until("all are told", () -> heard.size() == 20);
            assertThat(heard)
                    .extracting(change -> change.position().number())
                    .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(2, 21)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void aCommitParkedHereIsReleasedByWhatTheOtherWrites() {
        Event genesis = author.create("thing", Map.of("n", Value.of(1L)));
        Event child = author.edit(genesis, Map.of("n", Value.of(2L)), genesis);
        List<Outcome> settled = new CopyOnWriteArrayList<>();
        Source source = new Source("test", (commit, outcome) -> settled.add(outcome));
        Commit late = Author.commit(child);
        assertThat(backend(b).submit(late, Principal.ANONYMOUS, source))
                .isEqualTo(new Outcome.Parked(List.of(genesis.id())));
        backend(a).submit(Author.commit(genesis), Principal.ANONYMOUS);
        Rig.until("it is judged", () -> !settled.isEmpty());
        assertThat(settled).singleElement().isInstanceOfSatisfying(Outcome.Accepted.class, accepted -> {
            assertThat(accepted.fresh()).isTrue();
            assertThat(accepted.position().number()).isEqualTo(2);
        });
        untilEqual();
        assertThat(n(a, genesis.entity())).isEqualTo(Value.of(2L));
    }

    @Test
    void whatIsSentToBothIsTakenOnce() {
        Event genesis = author.create("thing", Map.of("n", Value.of(1L)));
        Commit commit = Author.commit(genesis);
        var first = backend(a).submit(commit, Principal.ANONYMOUS).position();
        two.hearNothing(true);
        var second = backend(b).submit(commit, Principal.ANONYMOUS).position();
        assertThat(second).isEqualTo(first);
        assertThat(stored().number()).isEqualTo(1);
    }

    /** No newer snapshot is taken in the middle of this: who leads the gate asks. */
    @Test
    void whatTheSnapshotLacksIsKnownToWhoJudges() {
        Event genesis = author.create("thing", Map.of("n", Value.of(1L)));
        Commit commit = Author.commit(genesis);
        var first = backend(a).submit(commit, Principal.ANONYMOUS).position();
        create(a, 2);
        assertThat(backend(a).submit(commit, Principal.ANONYMOUS).position()).isEqualTo(first);
        EntityId id = genesis.entity();
        a.context().erase(id);
        try (StorageSnapshot now = shared.store().snapshot()) {
            assertThat(now.numberOf(id, genesis.id()))
                    .isEqualTo(first.orElseThrow().number());
            assertThat(now.position().number()).isEqualTo(3);
        }
        untilEqual();
    }

    /** Each is judged on what the other has written, whichever way it came to be stored. */
    @Test
    void twoThatWriteByTurnsAndOneThatWritesAloneLeaveALogWithoutGaps() {
        EntityId id = create(a, 0);
        untilEqual();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 5; i++) {
                set(round % 2 == 0 ? a : b, id, 2 * i);
                set(round % 2 == 0 ? b : a, id, 2 * i + 1);
            }
            for (int i = 0; i < 40; i++) {
                set(a, id, i);
            }
        }
        untilEqual();
        assertThat(stored().number()).isEqualTo(1 + 3 * 50);
        assertThat(n(b, id)).isEqualTo(Value.of(39L));
        assertThat(a.context().count("thing", "n = 39")).isEqualTo(1);
    }

    @Test
    void aStoreThatOthersDoNotLetGoRefusesAndKeepsNothing() {
        shared.waitsAtMost(50);
        try (WriteTurn held = one.turn()) {
            assertThatThrownBy(() -> create(b, 1))
                    .isInstanceOf(AnkurahException.Unavailable.class)
                    .extracting(SharedStoreTest::code)
                    .isEqualTo("storage.busy");
        }
        assertThat(stored().number()).isZero();
        create(b, 2);
        assertThat(stored().number()).isEqualTo(1);
    }

    @Test
    void aStoreThatIsAwayRefusesReadsAndWritesAndBothGoOnWhenItIsBack() {
        EntityId id = create(a, 1);
        untilEqual();
        try (LiveQuery live = b.context().live("thing", "ORDER BY n DESC LIMIT 2")) {
            two.goAway();
            assertThatThrownBy(() -> create(b, 2))
                    .extracting(SharedStoreTest::code)
                    .isEqualTo("storage.unreachable");
            assertThatThrownBy(() -> b.context().query("thing", ""))
                    .extracting(SharedStoreTest::code)
                    .isEqualTo("storage.unreachable");
            for (int i = 10; i < 20; i++) {
                create(a, i);
            }
            set(a, id, 100);
            two.comeBack();
            untilEqual();
            untilFresh(live);
            assertThat(live.result().get(0).get("n")).isEqualTo(Value.of(100L));
            create(b, 200);
            assertThat(live.result().get(0).get("n")).isEqualTo(Value.of(200L));
        }
        untilEqual();
        assertThat(stored().number()).isEqualTo(13);
    }

    @Test
    void aStoreThatWentAndCameBackWithNothingNewIsReadFromAgain() {
        EntityId id = create(a, 1);
        untilEqual();
        two.goAway();
        two.comeBack();
        untilEqual();
        assertThat(b.context().query("thing", "n = 1")).hasSize(1);
        set(b, id, 2);
        untilEqual();
        assertThat(n(a, id)).isEqualTo(Value.of(2L));
    }

    @Test
    void aCommitThatWasCutOffIsUnknownAndIsFoundInTheLogIfItIsThere() {
        EntityId id = create(a, 1);
        untilEqual();
        for (Loss loss : Loss.values()) {
            two.loseNext(loss);
            Event event = author.create("thing", Map.of("n", Value.of(5L)));
            Commit commit = Author.commit(event);
            long before = stored().number();
            assertThatThrownBy(() -> backend(b).submit(commit, Principal.ANONYMOUS))
                    .isInstanceOf(AnkurahException.Unavailable.class)
                    .extracting(SharedStoreTest::code)
                    .isEqualTo("commit.outcome_unknown");
            boolean written = loss == Loss.AFTER_IT_IS_WRITTEN;
            assertThat(stored().number()).isEqualTo(written ? before + 1 : before);
            two.comeBack();
            untilEqual();
            assertThat(b.context().query("thing", "n = 5")).hasSize(written ? 1 : 0);
            var position =
                    backend(b).submit(commit, Principal.ANONYMOUS).position().orElseThrow();
            assertThat(position.number()).isEqualTo(before + 1);
            assertThat(stored().number()).isEqualTo(before + 1);
            b.context().run(tx -> tx.delete(event.entity()));
            untilEqual();
        }
        assertThat(n(a, id)).isEqualTo(Value.of(1L));
    }

    /** Twenty rows leave a window of five, so it has to read more, and cannot. */
    @Test
    void aLiveQueryThatCannotReadOnFallsBehindAndIsRightWhenTheStoreIsBack() {
        List<EntityId> ids = new java.util.ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(create(b, i));
        }
        List<ChangeSet> heard = new CopyOnWriteArrayList<>();
        try (LiveQuery live = b.context().live("thing", "ORDER BY n DESC LIMIT 5");
                LiveQuery all = b.context().live("thing", "ORDER BY n")) {
            live.subscribe(heard::add);
            Follower follower = new Follower(live);
            two.goAwayAfterNext();
            b.context().run(tx -> ids.subList(20, 40).forEach(tx::delete));
            assertThat(all.result().size()).isEqualTo(20);
            assertThat(live.result().get(0).get("n")).isEqualTo(Value.of(39L));
            create(a, 100);
            two.comeBack();
            untilEqual();
            untilFresh(live);
            untilFresh(all);
            assertThat(live.result().get(0).get("n")).isEqualTo(Value.of(100L));
            Rig.until(
                    "the listener has come there",
                    () -> follower.hasComeTo(live.result().toList()));
        }
    }

    @Test
    void whatWaitedForACommitThatWasCutOffIsToldToComeAgain() {
        Event genesis = author.create("thing", Map.of("n", Value.of(1L)));
        Event child = author.edit(genesis, Map.of("n", Value.of(2L)), genesis);
        List<Outcome> settled = new CopyOnWriteArrayList<>();
        Source source = new Source("test", (commit, outcome) -> settled.add(outcome));
        backend(b).submit(Author.commit(child), Principal.ANONYMOUS, source);
        two.loseNext(Loss.BEFORE_IT_IS_WRITTEN);
        assertThatThrownBy(() -> backend(b).submit(Author.commit(genesis), Principal.ANONYMOUS))
                .extracting(SharedStoreTest::code)
                .isEqualTo("commit.outcome_unknown");
        assertThat(settled)
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(code(refused.reason())).isEqualTo("commit.outcome_unknown"));
        two.comeBack();
        backend(b).submit(Author.commit(genesis), Principal.ANONYMOUS);
        backend(b).submit(Author.commit(child), Principal.ANONYMOUS);
        assertThat(stored().number()).isEqualTo(2);
        assertThat(settled).hasSize(1);
    }

    @Test
    void whatTheOtherErasedIsErasedHereAndLiveQueriesFollow() {
        EntityId id = create(a, 1);
        create(a, 2);
        untilEqual();
        try (LiveQuery live = b.context().live("thing", "n > 0 ORDER BY n")) {
            two.hearNothing(true);
            set(a, id, 5);
            a.context().erase(id);
            set(a, create(a, 3), 4);
            two.hearNothing(false);
            two.comeBack();
            untilEqual();
            untilFresh(live);
            assertThat(backend(b).reactor().newest().view().state(id))
                    .isEqualTo(backend(a).reactor().newest().view().state(id));
        }
    }

    @Test
    void whoHasMissedVeryMuchTakesItInOneLeap() {
        create(b, 0);
        two.hearNothing(true);
        try (LiveQuery live = b.context().live("thing", "ORDER BY n DESC LIMIT 5")) {
            for (int i = 0; i < 90; i++) {
                int from = i * 50;
                List<Commit> some = java.util.stream.IntStream.range(from, from + 50)
                        .mapToObj(n -> Author.commit(author.create("thing", Map.of("n", Value.of((long) n)))))
                        .toList();
                backend(a).submitAll(some, Principal.ANONYMOUS, new Source("test", (commit, outcome) -> {}));
            }
            assertThat(stored().number()).isEqualTo(4_501);
            create(b, 10_000);
            assertThat(live.result().toList()).isEqualTo(b.context().query("thing", "ORDER BY n DESC LIMIT 5"));
            assertThat(live.result().get(1).get("n")).isEqualTo(Value.of(4_499L));
        }
    }

    @Test
    void aNodeThatOpensLaterHasWhatWasWrittenAndStampsBehindIt() {
        EntityId id = create(a, 1);
        SharedMemory.Face three = shared.face();
        try (Node late = Node.durable(three, Policy.allowAll())) {
            set(late, id, 2);
            untilEqual();
            assertThat(n(a, id)).isEqualTo(Value.of(2L));
        }
    }

    @Test
    void theMarkOfTheClockNeverGoesBackWhoeverWritesIt() {
        long far = HybridTime.ofMillis(System.currentTimeMillis() + 30_000);
        Event ahead = author.seal(
                "thing", null, ankurah.event.Clock.EMPTY, far, author.transaction(), Map.of("n", Value.of(1L)));
        backend(a).submit(Author.commit(ahead), Principal.ANONYMOUS);
        Event behind = author.create("thing", Map.of("n", Value.of(2L)));
        backend(b).submit(Author.commit(behind), Principal.ANONYMOUS);
        SharedMemory.Face three = shared.face();
        try (Node late = Node.durable(three, Policy.allowAll())) {
            EntityId id = create(late, 3);
            assertThat(id.genesis().time()).isGreaterThan(far);
        }
    }

    /** A minute is a tenth of a second. */
    private static Platform quick() {
        Platform platform = JvmPlatform.create();
        Scheduler real = platform.scheduler();
        return platform.withScheduler(new Scheduler() {
            @Override
            public boolean await(Condition condition, long deadlineMillis) {
                return real.await(condition, deadlineMillis == NEVER ? NEVER : deadlineMillis / 600);
            }

            @Override
            public void signal(Condition condition) {
                real.signal(condition);
            }

            @Override
            public void start(String name, Task task) {
                real.start(name, task);
            }

            @Override
            public long nowMillis() {
                return real.nowMillis() * 600;
            }

            @Override
            public Object current() {
                return real.current();
            }
        });
    }

    @Test
    void anIdleNodeLetsGoOfItsSnapshotFromTimeToTime() {
        SharedMemory.Face three = shared.face();
        StorageEngine storage = three;
        DurableBackend idle = DurableBackend.open(storage, Policy.allowAll(), quick(), GateLimits.DEFAULT);
        try {
            StorageSnapshot first = idle.reactor().newest().view().snapshot();
            Rig.until("it is renewed", () -> idle.reactor().newest().view().snapshot() != first);
            StorageSnapshot second = idle.reactor().newest().view().snapshot();
            Rig.until("and again", () -> idle.reactor().newest().view().snapshot() != second);
        } finally {
            idle.close();
        }
    }
}
