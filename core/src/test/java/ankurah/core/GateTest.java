package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.internal.gate.GateLimits;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.internal.gate.Source;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final long START = HybridTime.ofMillis(TestNode.START_MILLIS);

    private final TestNode node = new TestNode();
    private final Author author = new Author(3, START);

    @AfterEach
    void close() {
        node.close();
    }

    private static Map<String, Value> year(long value) {
        return Map.of("year", Value.of(value));
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused
                ? refused.reason().code()
                : outcome.getClass().getSimpleName();
    }

    @Test
    void aChildBeforeItsParentIsParkedAndAppliedWhenTheParentComes() {
        Event genesis = author.create("album", year(1));
        Event child = author.edit(genesis, year(2), genesis);
        Event grandchild = author.edit(genesis, year(3), child);
        List<String> settled = new ArrayList<>();
        Source peer = new Source(
                "peer",
                (commit, outcome) -> settled.add(commit.events().getFirst().id() + code(outcome)));
        var backend = node.backend();
        Outcome first = backend.submit(Author.commit(grandchild), Principal.ANONYMOUS, peer);
        Outcome second = backend.submit(Author.commit(child), Principal.ANONYMOUS, peer);
        assertThat(first).isEqualTo(new Outcome.Parked(List.of(child.id())));
        assertThat(second).isEqualTo(new Outcome.Parked(List.of(genesis.id())));
        assertThat(node.state(genesis.entity())).isNull();
        assertThat(node.node.position().number()).isZero();
        backend.submit(Author.commit(genesis), Principal.ANONYMOUS, peer);
        assertThat(node.context.get(genesis.entity()).get("year")).isEqualTo(Value.of(3L));
        assertThat(settled).containsExactly(child.id() + "Accepted", grandchild.id() + "Accepted");
        assertThat(node.node.position().number()).isEqualTo(3);
    }

    @Test
    void aBatchInAnyOrderGivesOneResult() {
        Event genesis = author.create("album", year(0));
        List<Commit> commits = new ArrayList<>(List.of(Author.commit(genesis)));
        Event last = genesis;
        for (int i = 1; i < 300; i++) {
            last = author.edit(genesis, year(i), last);
            commits.add(Author.commit(last));
        }
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(commits, new Random(seed));
            try (TestNode other = new TestNode()) {
                other.take(commits);
                assertThat(other.context.get(genesis.entity()).get("year")).isEqualTo(Value.of(299L));
                assertThat(other.node.position().number()).isEqualTo(300);
            }
        }
    }

    @Test
    void oneBadItemInABatchDoesNotHinderTheOthersAndLeavesNoPhantom() {
        Event good = author.create("album", year(1));
        Event better = author.create("album", year(2));
        Event bad = author.seal(
                "album",
                null,
                Clock.EMPTY,
                author.time() + 1,
                author.transaction(),
                List.of(new Operation("id", Operation.LWW, 1, new byte[] {1})));
        Event onBad = author.edit(bad, year(4), bad);
        List<Outcome> outcomes = node.take(
                List.of(Author.commit(good), Author.commit(onBad), Author.commit(bad), Author.commit(better)));
        assertThat(outcomes.stream().map(GateTest::code))
                .containsExactly("Accepted", "commit.built_on_refused", "name.reserved", "Accepted");
        assertThat(node.context.query("album", "")).hasSize(2);
        assertThat(node.state(bad.entity())).isNull();
    }

    @Test
    void aCommitBuiltOnARefusedOneIsRefused() {
        Policy noTwo = new RefusingPolicy("year", Value.of(2L));
        try (TestNode strict = new TestNode(noTwo)) {
            Event genesis = author.create("album", year(1));
            Event refused = author.edit(genesis, year(2), genesis);
            Event onIt = author.edit(genesis, year(3), refused);
            Event onThat = author.edit(genesis, year(4), onIt);
            List<Outcome> outcomes = strict.take(List.of(
                    Author.commit(onThat), Author.commit(genesis), Author.commit(refused), Author.commit(onIt)));
            assertThat(code(outcomes.get(2))).isEqualTo("policy.refused");
            assertThat(code(outcomes.get(3))).isEqualTo("commit.built_on_refused");
            assertThat(code(strict.take(Author.commit(onThat)))).isEqualTo("commit.built_on_refused");
            assertThat(strict.context.get(genesis.entity()).get("year")).isEqualTo(Value.of(1L));
            assertThat(strict.node.position().number()).isEqualTo(1);
        }
    }

    @Test
    void whatIsParkedIsBoundedAndForgotten() {
        Event genesis = author.create("album", year(0));
        Event missing = author.edit(genesis, year(1), genesis);
        Source small = new Source("small", 2, 1 << 20, 60_000, (commit, outcome) -> {});
        List<Commit> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(Author.commit(author.edit(genesis, year(i), missing)));
        }
        List<Outcome> outcomes = node.backend().submitAll(children, Principal.ANONYMOUS, small);
        assertThat(outcomes.stream().map(GateTest::code)).containsExactly("Parked", "Parked", "event.parents_missing");
        assertThat(((Outcome.Refused) outcomes.get(2)).reason())
                .hasMessageContaining(missing.id().toString());
        node.backend().forget(small);
        node.take(List.of(Author.commit(genesis), Author.commit(missing)));
        assertThat(node.node.position().number()).isEqualTo(2);
        assertThat(code(node.take(children.getFirst()))).isEqualTo("Accepted");
    }

    @Test
    void aTransactionOfThisNodeIsNeverParked() {
        Event genesis = author.create("album", year(0));
        Event child = author.edit(genesis, year(1), genesis);
        assertThatThrownBy(() -> node.backend().submit(Author.commit(child), Principal.ANONYMOUS))
                .isInstanceOfSatisfying(
                        AnkurahException.Conflict.class,
                        e -> assertThat(e.code()).isEqualTo("event.parents_missing"));
    }

    @Test
    void whatCannotBeTakenIsRefusedWithItsOwnCode() {
        Event genesis = author.create("album", year(0));
        node.take(Author.commit(genesis));
        long future = HybridTime.ofMillis(TestNode.START_MILLIS + 120_000);
        Event tooLate = author.seal("album", null, Clock.EMPTY, future, author.transaction(), year(1));
        assertThat(code(node.take(Author.commit(tooLate)))).isEqualTo("event.time_in_future");
        Event elsewhere = author.seal(
                "artist", genesis.entity(), Clock.of(genesis.id()), author.time() + 5, author.transaction(), year(1));
        assertThat(code(node.take(Author.commit(elsewhere)))).isEqualTo("event.collection_mismatch");
        Event reserved = author.seal(
                "album",
                genesis.entity(),
                Clock.of(genesis.id()),
                author.time() + 6,
                author.transaction(),
                Map.of("_deleted", Value.of(1L)));
        assertThat(code(node.take(Author.commit(reserved)))).isEqualTo("event.deleted_not_bool");
        Event garbled = author.seal(
                "album",
                genesis.entity(),
                Clock.of(genesis.id()),
                author.time() + 7,
                author.transaction(),
                List.of(new Operation("year", Operation.LWW, 1, new byte[] {(byte) 0xff})));
        assertThat(code(node.take(Author.commit(garbled)))).isEqualTo("cbor.malformed");
        Event typed = author.seal(
                "album",
                genesis.entity(),
                Clock.of(genesis.id()),
                author.time() + 8,
                author.transaction(),
                List.of(new Operation("year", "counter", 1, new byte[] {1})));
        assertThat(code(node.take(Author.commit(typed)))).isEqualTo("event.data_type_differs");
        Event foreign = Event.seal(
                new SystemId(9, 9),
                "album",
                null,
                Clock.EMPTY,
                author.transaction(),
                "",
                author.time() + 9,
                new ankurah.event.Payload(new byte[16], List.of()),
                Sha256.jdk());
        assertThat(code(node.take(Author.commit(foreign)))).isEqualTo("event.other_system");
        assertThat(node.node.position().number()).isEqualTo(1);
    }

    @Test
    void aParentOfAnotherEntityIsRefused() {
        var transaction = author.transaction();
        Event a = author.seal("album", null, Clock.EMPTY, START + 1, transaction, year(1));
        Event b = author.seal("album", null, Clock.EMPTY, START + 2, transaction, year(2));
        Event crossed = author.seal("album", a.entity(), Clock.of(a.id(), b.id()), START + 3, transaction, year(3));
        assertThat(code(node.take(Author.commit(a, b, crossed)))).isEqualTo("event.parent_of_other_entity");
    }

    @Test
    void anEventRightAfterOneFromTheFutureIsTaken() {
        long edge = HybridTime.ofMillis(TestNode.START_MILLIS + 60_000);
        Event genesis = author.seal("album", null, Clock.EMPTY, edge, author.transaction(), year(1));
        assertThat(code(node.take(Author.commit(genesis)))).isEqualTo("Accepted");
        node.context.run(tx -> tx.set(genesis.entity(), "year", Value.of(2L)));
        assertThat(node.context.get(genesis.entity()).get("year")).isEqualTo(Value.of(2L));
        assertThat(node.context.history(genesis.entity()).getLast().id().time()).isEqualTo(edge + 1);
    }

    @Test
    void aNodeStampsAfterAllItAdmittedAlsoAfterARestart() {
        var storage = TestNode.memory();
        long ahead = HybridTime.ofMillis(TestNode.START_MILLIS + 50_000);
        try (TestNode first = new TestNode(Policy.allowAll(), new UnclosedStorage(storage), GateLimits.DEFAULT)) {
            first.take(Author.commit(author.seal("album", null, Clock.EMPTY, ahead, author.transaction(), year(1))));
        }
        try (TestNode second = new TestNode(Policy.allowAll(), storage, GateLimits.DEFAULT)) {
            EntityId id = second.context
                    .transact(tx -> tx.create("album", year(2)).id())
                    .value();
            assertThat(id.genesis().time()).isGreaterThan(ahead);
            assertThat(second.node.catalog().contains("album")).isTrue();
            assertThat(second.context.query("album", "")).hasSize(2);
        }
    }

    @Test
    void manyWritersAtOnceLoseNothingAndShareGroups() throws InterruptedException {
        int writers = 8;
        int each = 200;
        EntityId shared =
                node.context.transact(tx -> tx.create("counter", year(0)).id()).value();
        AtomicInteger failures = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            String property = "w" + w;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 1; i <= each; i++) {
                        long value = i;
                        node.context.run(tx -> {
                            tx.set(shared, property, Value.of(value));
                            tx.create("log", Map.of(property, Value.of(value)));
                        });
                    }
                } catch (RuntimeException e) {
                    failures.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).hasValue(0);
        Entity counter = node.context.get(shared);
        for (int w = 0; w < writers; w++) {
            assertThat(counter.get("w" + w)).isEqualTo(Value.of((long) each));
        }
        assertThat(node.context.query("log", "")).hasSize(writers * each);
        assertThat(node.node.position().number()).isEqualTo(writers * each + 1);
        assertThat(node.context.history(shared)).hasSize(writers * each + 1);
    }

    @Test
    void liveQueriesFollowManyWritersWithoutAGap() throws InterruptedException {
        node.context.run(tx -> tx.create("log", year(0)));
        List<Thread> threads = new ArrayList<>();
        for (int w = 0; w < 3; w++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 300; i++) {
                    node.context.run(tx -> tx.create("log", year(1)));
                }
            }));
        }
        List<LiveQuery> opened = Collections.synchronizedList(new ArrayList<>());
        threads.add(Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 40; i++) {
                opened.add(node.context.live("log", i % 2 == 0 ? "" : "ORDER BY year LIMIT 400"));
            }
        }));
        for (Thread thread : threads) {
            thread.join();
        }
        for (LiveQuery live : opened) {
            assertThat(live.result().toList()).isEqualTo(node.context.query("log", live.query()));
            live.close();
        }
    }

    @Test
    void aFailedSyncStopsTheNodeAndNothingOfItIsShown() {
        FailingStorage storage = new FailingStorage(TestNode.memory());
        try (TestNode failing = new TestNode(Policy.allowAll(), storage, GateLimits.DEFAULT)) {
            EntityId kept = failing.context
                    .transact(tx -> tx.create("album", year(1)).id())
                    .value();
            try (LiveQuery live = failing.context.live("album", "")) {
                List<ChangeSet> told = new ArrayList<>();
                live.subscribe(told::add);
                storage.failNext();
                assertThatThrownBy(() -> failing.context.run(tx -> tx.set(kept, "year", Value.of(2L))))
                        .isInstanceOfSatisfying(
                                AnkurahException.Fault.class,
                                e -> assertThat(e.code()).isEqualTo("node.stopped"));
                failing.deliver();
                assertThat(told).isEmpty();
            }
            assertThat(failing.node.position().number()).isEqualTo(1);
            assertThatThrownBy(() -> failing.context.run(tx -> tx.set(kept, "year", Value.of(3L))))
                    .isInstanceOfSatisfying(
                            AnkurahException.Fault.class,
                            e -> assertThat(e.code()).isEqualTo("node.stopped"));
            assertThatThrownBy(() -> failing.context.get(kept)).isInstanceOf(AnkurahException.Fault.class);
        }
    }

    @Test
    void waitersOfAStoppedOrClosedNodeAreToldSo() throws InterruptedException {
        FailingStorage storage = new FailingStorage(TestNode.memory());
        try (TestNode failing = new TestNode(Policy.allowAll(), storage, GateLimits.DEFAULT)) {
            failing.context.run(tx -> tx.create("album", year(1)));
            storage.holdNext();
            List<String> codes = Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        failing.context.run(tx -> tx.create("album", year(2)));
                        codes.add("stored");
                    } catch (AnkurahException e) {
                        codes.add(e.code());
                    }
                }));
            }
            storage.awaitHeld();
            storage.failNext();
            storage.letGo();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(codes).hasSize(6).allMatch("node.stopped"::equals);
        }
    }

    @Test
    void aFullQueueSaysSoAndKeepsNothing() throws InterruptedException {
        FailingStorage storage = new FailingStorage(TestNode.memory());
        GateLimits narrow = new GateLimits(2, 1 << 20, 256, 4 << 20, 60_000, 60_000);
        try (TestNode slow = new TestNode(Policy.allowAll(), storage, narrow)) {
            storage.holdNext();
            List<Thread> threads = new ArrayList<>();
            threads.add(Thread.ofPlatform().start(() -> slow.context.run(tx -> tx.create("album", year(0)))));
            storage.awaitHeld();
            Commit one = Author.commit(author.create("album", year(1)));
            Commit two = Author.commit(author.create("album", year(2)));
            Commit three = Author.commit(author.create("album", year(3)));
            for (Commit commit : List.of(one, two)) {
                threads.add(Thread.ofPlatform().start(() -> slow.take(commit)));
            }
            String code = "";
            while (!code.equals("node.overloaded")) {
                Thread.onSpinWait();
                if (slow.backend().queued() == 2) {
                    code = code(slow.take(three));
                }
            }
            storage.letGo();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(slow.context.query("album", "")).hasSize(3);
            assertThat(code(slow.take(three))).isEqualTo("Accepted");
        }
    }

    @Test
    void aNodeWhoseClockWasSetBackGoesOnWriting() {
        node.millis.addAndGet(3_600_000);
        node.context.run(tx -> tx.create("album", year(1)));
        node.millis.addAndGet(-3_600_000);
        node.context.run(tx -> tx.create("album", year(2)));
        assertThat(node.context.query("album", "")).hasSize(2);
    }

    @Test
    void aCommitSentAgainIsTakenForTakenAlsoAfterTheClockWasSetBack() {
        node.millis.addAndGet(3_600_000);
        long ahead = HybridTime.ofMillis(TestNode.START_MILLIS + 3_600_000);
        Commit commit = Author.commit(author.seal("album", null, Clock.EMPTY, ahead, author.transaction(), year(1)));
        Outcome first = node.take(commit);
        node.millis.addAndGet(-3_600_000);
        assertThat(node.take(commit))
                .isInstanceOfSatisfying(
                        Outcome.Accepted.class,
                        again -> assertThat(again.position()).isEqualTo(((Outcome.Accepted) first).position()));
    }

    @Test
    void aPolicyThatCommitsFailsInsteadOfWaitingForItself() {
        TestNode[] own = new TestNode[1];
        Policy recursive = new RefusingPolicy("year", Value.of(-1L)) {
            @Override
            public void check(
                    Principal who, Event event, ankurah.storage.EntityState before, ankurah.storage.EntityState after) {
                if (after.get("year").equals(Value.of(7L))) {
                    own[0].context.run(tx -> tx.create("album", year(8)));
                }
            }
        };
        own[0] = new TestNode(recursive);
        try (TestNode node = own[0]) {
            assertThatThrownBy(() -> node.context.run(tx -> tx.create("album", year(7))))
                    .isInstanceOfSatisfying(
                            AnkurahException.class, e -> assertThat(e.code()).isEqualTo("wait.reentered"));
            node.context.run(tx -> tx.create("album", year(1)));
            assertThat(node.context.query("album", "")).hasSize(1);
        }
    }
}
