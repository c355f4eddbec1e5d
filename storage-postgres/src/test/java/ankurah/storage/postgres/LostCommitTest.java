package ankurah.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.query.AnkQl;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.WriteTurn;
import ankurah.storage.postgres.CutProxy.Cut;
import ankurah.storage.postgres.testkit.PostgresServer;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LostCommitTest {
    /** Each waits for as long as a call does. */
    private static final int MOST_TRIES = 30;

    private static final int CUTS = System.getProperty("ankurah.deep") == null ? 60 : 5_000;

    private final PostgresServer server = PostgresServer.shared();
    private final CutProxy proxy = new CutProxy(server.port());
    private final PostgresOptions options = PostgresOptions.defaults()
            .withSchema(PostgresServer.newSchema())
            .withWaitMillis(2_000)
            .withResolveMillis(1_500);
    private StorageEngine engine;

    @BeforeEach
    void open() {
        engine = PostgresStorage.open(proxy.url(), options);
        Turns.commit(engine, 1);
    }

    @AfterEach
    void close() {
        engine.close();
        proxy.close();
    }

    @Test
    void aGroupThatIsStoredIsASuccessAlthoughNobodySaidSo() {
        proxy.cutNext(Cut.AFTER_COMMIT, false);
        LoggedCommit second = Turns.commit(engine, 2);
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.logged(2)).isEqualTo(second);
            assertThat(Turns.requireChained(now)).isEqualTo(2);
        }
        assertThat(Turns.commit(engine, 3).number()).isEqualTo(3);
    }

    @Test
    void aGroupWithoutLogEntriesIsFoundAsWell() {
        proxy.cutNext(Cut.AFTER_COMMIT, false);
        engine.commit(new WriteGroup().meta("m", new byte[] {7}));
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.meta("m")).containsExactly(7);
        }
    }

    @Test
    void aGroupThatDidNotArriveIsNotStoredAndMayBeSentAgain() {
        proxy.cutNext(Cut.BEFORE_COMMIT, false);
        assertThatThrownBy(() -> Turns.commit(engine, 2))
                .isInstanceOfSatisfying(
                        AnkurahException.Unavailable.class,
                        e -> assertThat(e.code()).isEqualTo("storage.unreachable"))
                .hasMessageContaining("nothing of the group is stored");
        assertThat(Turns.commit(engine, 2).number()).isEqualTo(2);
        proxy.cutNext(Cut.BEFORE_COMMIT, false);
        assertThatThrownBy(() -> engine.commit(new WriteGroup().meta("m", new byte[] {7})))
                .hasMessageContaining("nothing of the group is stored");
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.meta("m")).isNull();
            assertThat(Turns.requireChained(now)).isEqualTo(2);
        }
    }

    /** It may be on its way to the server still, so nobody is told anything but that. */
    @Test
    void whatWasSentWithoutATurnIsUnknownUntilTheNextTurnTells() {
        for (Cut where : new Cut[] {Cut.BEFORE_COMMIT, Cut.AFTER_COMMIT}) {
            Position here = position();
            proxy.cutNext(where, false);
            assertThatThrownBy(() -> Turns.commitAt(engine, here, 2))
                    .isInstanceOfSatisfying(
                            AnkurahException.Unavailable.class,
                            e -> assertThat(e.code()).isEqualTo("storage.unreachable"));
            try (WriteTurn turn = engine.turn()) {
                long stored = where == Cut.AFTER_COMMIT ? 1 : 0;
                assertThat(turn.position().number()).isEqualTo(here.number() + stored);
            }
        }
        assertThat(Turns.commitAt(engine, position(), 3)).isTrue();
    }

    @Test
    void nothingIsSentWhereNobodyAnswers() {
        Position here = position();
        proxy.cutNext(Cut.BEFORE_COMMIT, true);
        assertThatThrownBy(() -> Turns.commitAt(engine, here, 2)).isInstanceOf(AnkurahException.Unavailable.class);
        assertThat(Turns.commitAt(engine, here, 2)).isFalse();
        proxy.letThrough();
        assertThat(Turns.commit(engine, 2).number()).isEqualTo(2);
    }

    /** A machine that hangs, or a network that swallows all, ends no connection. What was sent may arrive when nobody waits for it. */
    @Test
    void aServerThatDoesNotAnswerIsUnreachableAndNothingIsDoubledWhenItAnswersAgain() {
        String hasty = proxy.url() + "?socketTimeout=1&connectTimeout=1&loginTimeout=1";
        try (StorageEngine held = PostgresStorage.open(hasty, options)) {
            Turns.commit(held, 2);
            Position here = position();
            proxy.hold(true);
            assertUnreachable(() -> Turns.commitAt(held, here, 3));
            assertUnreachable(() -> Turns.commit(held, 4));
            assertUnreachable(held::snapshot);
            proxy.hold(false);
            Position after;
            try (WriteTurn turn = held.turn()) {
                after = turn.position();
                assertThat(after.number()).isBetween(here.number(), here.number() + 1);
                Turns.commit(turn, 5);
            }
            try (StorageSnapshot now = held.snapshot()) {
                assertThat(Turns.requireChained(now)).isEqualTo(after.number() + 1);
                assertThat(now.count("row", AnkQl.parse("n = 3"))).isEqualTo(after.number() - here.number());
                assertThat(now.count("row", AnkQl.parse("n = 4"))).isZero();
                assertThat(now.count("row", AnkQl.parse("n = 5"))).isEqualTo(1);
            }
        }
    }

    private static void assertUnreachable(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AnkurahException.Unavailable.class,
                        e -> assertThat(e.code()).isEqualTo("storage.unreachable"));
    }

    /** A group is some two kilobytes each way with its turn, so most cuts fall within it, and some between two. */
    @Test
    void aLineCutInTheMiddleOfAnythingLosesAndDoublesNothing() {
        long seed = Long.getLong("ankurah.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Set<Long> acknowledged = new HashSet<>(Set.of(1L));
        Set<Long> absent = new HashSet<>();
        int unknown = 0;
        for (long n = 2; n < CUTS; n++) {
            proxy.cutAfter(1 + random.nextInt(3_500));
            boolean turn = random.nextBoolean();
            try {
                if (turn) {
                    Turns.commit(engine, n);
                    acknowledged.add(n);
                } else if (Turns.commitAt(engine, position(), n)) {
                    acknowledged.add(n);
                } else {
                    absent.add(n);
                }
            } catch (AnkurahException.Unavailable e) {
                assertThat(e.code()).isEqualTo("storage.unreachable");
                if (turn && e.getMessage().contains("nothing of the group is stored")) {
                    absent.add(n);
                } else {
                    unknown++;
                }
            }
            proxy.letThrough();
        }
        System.out.println(acknowledged.size() + " stored, " + absent.size() + " not, " + unknown + " unknown");
        try (WriteTurn turn = whenBack(engine::turn);
                StorageSnapshot now = whenBack(engine::snapshot)) {
            assertThat(turn.position()).isEqualTo(now.position());
            assertThat(now.count("row", AnkQl.parse(""))).isEqualTo(Turns.requireChained(now));
            for (long n = 1; n < CUTS; n++) {
                long there = now.count("row", AnkQl.parse("n = " + n));
                assertThat(there).as("row %d", n).isLessThanOrEqualTo(1);
                assertThat(acknowledged.contains(n) && there == 0)
                        .as("lost %d", n)
                        .isFalse();
                assertThat(absent.contains(n) && there == 1)
                        .as("said to be absent: %d", n)
                        .isFalse();
            }
        }
    }

    /** After many failures the pool tries again only after a while, which may be longer than a call waits. */
    private static <T> T whenBack(Supplier<T> asked) {
        for (int tries = 1; ; tries++) {
            try {
                return asked.get();
            } catch (AnkurahException.Unavailable e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    private Position position() {
        try (StorageSnapshot now = engine.snapshot()) {
            return now.position();
        }
    }

    @Test
    void whatCannotBeFoundOutInTimeIsToldAsUnknown() {
        proxy.cutNext(Cut.AFTER_COMMIT, true);
        assertThatThrownBy(() -> Turns.commit(engine, 2))
                .isInstanceOfSatisfying(
                        AnkurahException.Unavailable.class,
                        e -> assertThat(e.code()).isEqualTo("storage.unreachable"))
                .hasMessageContaining("is unknown");
        proxy.letThrough();
        // The position of the next turn tells.
        assertThat(Turns.commit(engine, 3).number()).isEqualTo(3);
        try (StorageSnapshot now = engine.snapshot()) {
            assertThat(now.count("row", AnkQl.parse("n = 2"))).isEqualTo(1);
        }
    }
}
