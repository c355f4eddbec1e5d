package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.gate.GateLimits;
import ankurah.core.internal.gate.Outcome;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.Event;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Concurrent writes, as they come from elsewhere. */
class MergeTest {
    private static final long START = HybridTime.ofMillis(TestNode.START_MILLIS);

    private final Author early = new Author(1, START);
    private final Author late = new Author(2, START + 1000);

    private static Map<String, Value> year(long value) {
        return Map.of("year", Value.of(value));
    }

    /** The states of one entity after every order in which the commits can come. */
    private static List<byte[]> afterEveryOrder(Event genesis, List<Commit> commits) {
        List<byte[]> states = new ArrayList<>();
        permute(commits, 0, order -> {
            try (TestNode node = new TestNode()) {
                assertThat(node.take(order)).noneMatch(Outcome.Refused.class::isInstance);
                states.add(node.state(genesis.entity()).encode());
            }
        });
        return states;
    }

    private interface Visitor {
        void visit(List<Commit> order);
    }

    private static void permute(List<Commit> commits, int from, Visitor visitor) {
        if (from == commits.size()) {
            visitor.visit(commits);
            return;
        }
        for (int i = from; i < commits.size(); i++) {
            List<Commit> next = new ArrayList<>(commits);
            Collections.swap(next, from, i);
            permute(next, from + 1, visitor);
        }
    }

    private static List<Commit> each(Event... events) {
        List<Commit> commits = new ArrayList<>();
        for (Event event : events) {
            commits.add(Author.commit(event));
        }
        return commits;
    }

    private static Value yearOf(byte[] state) {
        return ankurah.storage.EntityState.decode(state).get("year");
    }

    @Test
    void ofTwoConcurrentWritesTheGreaterIdWinsInEveryOrder() {
        Event genesis = early.create("album", year(1));
        Event a = early.edit(genesis, year(2), genesis);
        Event b = late.edit(genesis, year(3), genesis);
        List<byte[]> states = afterEveryOrder(genesis, each(genesis, a, b));
        assertThat(states).hasSize(6).allMatch(state -> yearOf(state).equals(Value.of(3L)));
        assertThat(states).allMatch(state -> java.util.Arrays.equals(state, states.getFirst()));
    }

    @Test
    void aChainOfTwoWritesRacingAThirdHasTheSameWinnerInEveryOrder() {
        Event genesis = early.create("album", year(1));
        Event first = early.edit(genesis, year(2), genesis);
        Event rival = late.edit(genesis, year(3), genesis);
        early.pass(5000);
        Event second = early.edit(genesis, year(4), first);
        List<byte[]> states = afterEveryOrder(genesis, each(genesis, first, rival, second));
        assertThat(states).hasSize(24).allMatch(state -> yearOf(state).equals(Value.of(4L)));
        assertThat(states).allMatch(state -> java.util.Arrays.equals(state, states.getFirst()));
    }

    @Test
    void ofAChainAndItsRivalTheGreatestIdWinsWhereverTheRivalFallsInTime() {
        long[][] ticks = {{10, 20, 5}, {10, 30, 20}, {10, 20, 40}, {10, 20, 10}, {10, 20, 20}};
        for (long[] at : ticks) {
            Event genesis = early.create("album", year(1));
            Event first = at(genesis, Clock.of(genesis.id()), at[0], 2);
            Event second = at(genesis, Clock.of(first.id()), at[1], 3);
            Event rival = at(genesis, Clock.of(genesis.id()), at[2], 4);
            Value winner = Value.of(rival.id().compareTo(second.id()) > 0 ? 4L : 3L);
            List<byte[]> states = afterEveryOrder(genesis, each(genesis, first, second, rival));
            assertThat(states).hasSize(24).allMatch(state -> yearOf(state).equals(winner));
            assertThat(states).allMatch(state -> java.util.Arrays.equals(state, states.getFirst()));
        }
    }

    /** An edit so many ticks after its entity's creation. */
    private Event at(Event genesis, Clock parents, long ticks, long value) {
        return late.seal(
                "album", genesis.entity(), parents, genesis.id().time() + ticks, late.transaction(), year(value));
    }

    @Test
    void aWriteThatHasSeenTheOthersWinsOverThem() {
        Event genesis = late.create("album", year(1));
        Event a = late.edit(genesis, year(2), genesis);
        Event b = late.edit(genesis, year(3), genesis);
        Event seen = early.edit(genesis, year(4), a, b);
        for (byte[] state : afterEveryOrder(genesis, each(genesis, a, b, seen))) {
            assertThat(yearOf(state)).isEqualTo(Value.of(4L));
            assertThat(ankurah.storage.EntityState.decode(state).head()).isEqualTo(Clock.of(seen.id()));
        }
    }

    @Test
    void concurrentWritesToDifferentPropertiesBothSurvive() {
        Event genesis = early.create("album", year(1));
        Event a = early.edit(genesis, year(2), genesis);
        Event b = late.edit(genesis, Map.of("name", Value.of("Absolution")), genesis);
        for (byte[] state : afterEveryOrder(genesis, each(genesis, a, b))) {
            assertThat(yearOf(state)).isEqualTo(Value.of(2L));
            assertThat(ankurah.storage.EntityState.decode(state).get("name")).isEqualTo(Value.of("Absolution"));
        }
    }

    @Test
    void clearingCompetesLikeAnyWrite() {
        Event genesis = early.create("album", year(1));
        Event write = early.edit(genesis, year(2), genesis);
        Event clear = late.edit(genesis, Map.of("year", Value.NULL), genesis);
        for (byte[] state : afterEveryOrder(genesis, each(genesis, write, clear))) {
            assertThat(yearOf(state)).isEqualTo(Value.NULL);
        }
        Event laterWrite = late.edit(genesis, year(5), genesis);
        for (byte[] state : afterEveryOrder(genesis, each(genesis, clear, laterWrite))) {
            assertThat(yearOf(state)).isEqualTo(Value.of(5L));
        }
    }

    @Test
    void deletingMergesAndCanBeUndone() {
        Event genesis = early.create("album", year(1));
        Event delete = early.edit(genesis, Map.of("_deleted", Value.TRUE), genesis);
        Event edit = late.edit(genesis, year(2), genesis);
        Event restore = late.edit(genesis, Map.of("_deleted", Value.FALSE), delete, edit);
        try (TestNode node = new TestNode()) {
            node.take(each(genesis, edit, delete));
            assertThat(node.context.find(genesis.entity())).isEmpty();
            assertThat(node.context.query("album", "")).isEmpty();
            node.take(Author.commit(restore));
            assertThat(node.context.get(genesis.entity()).get("year")).isEqualTo(Value.of(2L));
        }
    }

    @Test
    void anEventThatComesAgainIsStoredOnceAndToldOnce() {
        Event genesis = early.create("album", year(1));
        Event edit = early.edit(genesis, year(2), genesis);
        Event other = late.edit(genesis, year(3), edit);
        try (TestNode node = new TestNode()) {
            node.take(Author.commit(genesis));
            try (LiveQuery live = node.context.live("album", "")) {
                List<ChangeSet> told = new ArrayList<>();
                live.subscribe(told::add);
                for (int i = 0; i < 5; i++) {
                    node.take(each(edit, genesis, other, edit));
                }
                node.deliver();
                assertThat(told).hasSize(2);
                assertThat(node.node.position().number()).isEqualTo(3);
                assertThat(node.context.history(genesis.entity())).hasSize(3);
            }
        }
    }

    @Test
    void aHeldEventThatAnotherCommitBringsIsPassedOver() {
        var transaction = early.transaction();
        Event genesis = early.create(transaction, "album", year(1));
        Event edit = early.edit(transaction, genesis, year(2), Clock.of(genesis.id()));
        Event more = early.edit(transaction, genesis, year(3), Clock.of(edit.id()));
        try (TestNode node = new TestNode()) {
            for (Commit commit : List.of(
                    Author.commit(genesis, edit),
                    Author.commit(edit),
                    Author.commit(genesis),
                    Author.commit(edit, more),
                    Author.commit(genesis, edit, more))) {
                assertThat(node.take(commit)).isInstanceOf(Outcome.Accepted.class);
            }
            assertThat(node.context.history(genesis.entity())).hasSize(3);
            assertThat(node.node.position().number()).as("two commits had news").isEqualTo(2);
            assertThat(node.context.get(genesis.entity()).get("year")).isEqualTo(Value.of(3L));
        }
    }

    @Test
    void aResendSucceedsAtItsOldPosition() {
        Event genesis = early.create("album", year(1));
        try (TestNode node = new TestNode()) {
            Outcome first = node.take(Author.commit(genesis));
            node.take(Author.commit(early.edit(genesis, year(2), genesis)));
            Outcome again = node.take(Author.commit(genesis));
            assertThat(first)
                    .isInstanceOfSatisfying(
                            Outcome.Accepted.class, a -> assertThat(a.fresh()).isTrue());
            assertThat(again).isInstanceOfSatisfying(Outcome.Accepted.class, a -> {
                assertThat(a.fresh()).isFalse();
                assertThat(a.position()).isEqualTo(((Outcome.Accepted) first).position());
            });
        }
    }

    @Test
    void twoBranchesOfFiveThousandEventsMerge() {
        int length = 5000;
        Event genesis = early.create("album", year(0));
        List<Commit> commits = new ArrayList<>(each(genesis));
        Event a = genesis;
        Event b = genesis;
        for (int i = 1; i <= length; i++) {
            a = early.edit(genesis, Map.of("a", Value.of((long) i)), a);
            commits.add(Author.commit(a));
        }
        for (int i = 1; i <= length; i++) {
            b = late.edit(genesis, Map.of("b", Value.of((long) i)), b);
            commits.add(Author.commit(b));
        }
        Event merge = late.edit(genesis, year(9), a, b);
        commits.add(Author.commit(merge));
        try (TestNode node = new TestNode()) {
            assertThat(node.take(commits)).allMatch(Outcome.Accepted.class::isInstance);
            Entity entity = node.context.get(genesis.entity());
            assertThat(entity.values())
                    .containsEntry("a", Value.of((long) length))
                    .containsEntry("b", Value.of((long) length))
                    .containsEntry("year", Value.of(9L));
            assertThat(entity.head()).isEqualTo(Clock.of(merge.id()));
            assertThat(node.context.history(genesis.entity())).hasSize(2 * length + 2);
        }
    }

    /** What a merge looks up in the store is the same number of things, however long the history is. */
    @Test
    void aForkFromTenThousandEventsBackCostsWhatOneFromAHundredBackCosts() {
        List<Long> costs = new ArrayList<>();
        for (int length : new int[] {100, 10_000}) {
            CountingStorage storage = new CountingStorage(TestNode.memory());
            Author author = new Author(length, START);
            Event genesis = author.create("album", year(0));
            List<Commit> commits = new ArrayList<>(each(genesis));
            Event last = genesis;
            for (int i = 1; i <= length; i++) {
                last = author.edit(genesis, year(i), last);
                commits.add(Author.commit(last));
            }
            Event fork = late.seal(
                    "album",
                    genesis.entity(),
                    Clock.of(genesis.id()),
                    genesis.id().time() + 1,
                    late.transaction(),
                    Map.of("name", Value.of("Absolution")));
            Event merge = late.edit(genesis, year(-1), last, fork);
            try (TestNode node = new TestNode(Policy.allowAll(), storage, GateLimits.DEFAULT)) {
                assertThat(node.take(commits)).allMatch(Outcome.Accepted.class::isInstance);
                long before = storage.reads();
                assertThat(node.take(Author.commit(fork))).isInstanceOf(Outcome.Accepted.class);
                assertThat(node.take(Author.commit(merge))).isInstanceOf(Outcome.Accepted.class);
                costs.add(storage.reads() - before);
                Entity entity = node.context.get(genesis.entity());
                assertThat(entity.values())
                        .containsEntry("name", Value.of("Absolution"))
                        .containsEntry("year", Value.of(-1L));
                assertThat(entity.head()).isEqualTo(Clock.of(merge.id()));
            }
        }
        assertThat(costs.get(0)).isPositive();
        assertThat(costs.get(1)).isEqualTo(costs.get(0));
    }

    @Test
    void sixtyFourSiblingsBecomeOneHeadInTwoWrites() {
        Event genesis = early.create("album", year(0));
        List<Commit> commits = new ArrayList<>(each(genesis));
        for (int i = 0; i < 64; i++) {
            commits.add(Author.commit(early.edit(genesis, Map.of("p" + i, Value.of((long) i)), genesis)));
        }
        Collections.shuffle(commits, new Random(5));
        try (TestNode node = new TestNode()) {
            node.take(commits);
            assertThat(node.context.get(genesis.entity()).head().size()).isEqualTo(64);
            node.context.run(tx -> tx.set(genesis.entity(), "year", Value.of(1L)));
            assertThat(node.context.get(genesis.entity()).head().size()).isEqualTo(33);
            node.context.run(tx -> tx.set(genesis.entity(), "year", Value.of(2L)));
            Entity merged = node.context.get(genesis.entity());
            assertThat(merged.head().size()).isEqualTo(2);
            assertThat(merged.get("year")).isEqualTo(Value.of(2L));
            assertThat(merged.values()).hasSize(65);
        }
    }

    @Test
    void aChildsIdSortsAfterItsParentsThoughTheClockJumpsBackAnHour() {
        try (TestNode node = new TestNode()) {
            var id = node.context
                    .transact(tx -> tx.create("album", year(1)).id())
                    .value();
            for (int i = 0; i < 3; i++) {
                node.millis.addAndGet(-3_600_000);
                node.context.run(tx -> tx.set(id, "year", Value.of(2L)));
            }
            List<HistoryEntry> history = node.context.history(id);
            assertThat(history).hasSize(4);
            for (int i = 1; i < history.size(); i++) {
                assertThat(history.get(i).parents())
                        .isEqualTo(Clock.of(history.get(i - 1).id()));
                assertThat(history.get(i).id()).isGreaterThan(history.get(i - 1).id());
            }
        }
    }

    @Test
    void aDataTypeThatIsNotKnownIsKeptAndPassedOn() {
        Event genesis = early.create("album", year(1));
        List<Operation> unknown = List.of(new Operation("plays", "tally", 1, new byte[] {1}));
        Event a = early.seal(
                "album", genesis.entity(), Clock.of(genesis.id()), early.time() + 1, early.transaction(), unknown);
        Event b = late.seal(
                "album", genesis.entity(), Clock.of(genesis.id()), late.time() + 1, late.transaction(), unknown);
        List<byte[]> states = afterEveryOrder(genesis, each(genesis, a, b));
        assertThat(states).allMatch(state -> java.util.Arrays.equals(state, states.getFirst()));
        var plays = ankurah.storage.EntityState.decode(states.getFirst())
                .properties()
                .get("plays");
        assertThat(plays.dataType()).isEqualTo("tally");
        assertThat(plays.value()).isEqualTo(Value.NULL);
        assertThat(plays.state()).hasSizeGreaterThan(64);
    }

    @Test
    void anErasedEventStillStandsInTheHistory() {
        Event genesis = early.create("album", year(1));
        Event edit = early.edit(genesis, year(2), genesis).erased();
        try (TestNode node = new TestNode()) {
            assertThat(node.take(each(genesis, edit))).allMatch(Outcome.Accepted.class::isInstance);
            Entity entity = node.context.get(genesis.entity());
            assertThat(entity.get("year")).isEqualTo(Value.of(1L));
            assertThat(entity.head()).isEqualTo(Clock.of(edit.id()));
            assertThat(node.context.history(genesis.entity()).getLast().erased())
                    .isTrue();
        }
    }
}
