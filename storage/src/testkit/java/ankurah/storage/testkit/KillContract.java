package ankurah.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.query.AnkQl;
import ankurah.storage.EntityState;
import ankurah.storage.LoggedCommit;
import ankurah.storage.LoggedEvent;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writers that are killed. */
public abstract class KillContract {
    private static final boolean DEEP = System.getProperty("ankurah.deep") != null;
    /** About what a group takes, so that the end comes anywhere within one. */
    private static final int LONGEST_PAUSE_NANOS = 3_000_000;

    protected abstract Place newPlace();

    /** A process that writes to the store at a place. */
    protected abstract WritingChild start(Place place) throws IOException;

    /** How often it is killed, and in a deep run. */
    protected int rounds(boolean deep) {
        return deep ? 200 : 8;
    }

    /** Before the store is opened where it was killed. */
    protected void afterKill(Place place) {}

    @Test
    @Timeout(3600)
    void everyAcknowledgedGroupSurvivesAKillAndNoneIsThereByHalf() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (Place place = newPlace()) {
            for (int round = 0; round < rounds(DEEP); round++) {
                long acknowledged;
                try (WritingChild child = start(place)) {
                    for (int i = random.nextInt(60); i >= 0; i--) {
                        child.acknowledged();
                    }
                    LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
                    acknowledged = child.kill();
                }
                afterKill(place);
                try (StorageEngine engine = place.open(World.options(1))) {
                    long number = assertAllThere(engine, acknowledged);
                    while (engine.workOnIndexes()) {
                        Thread.onSpinWait();
                    }
                    // What was being made or removed when it ended is finished now.
                    assertThat(assertAllThere(engine, number)).isEqualTo(number);
                }
            }
        }
    }

    private static long assertAllThere(StorageEngine engine, long acknowledged) {
        try (StorageSnapshot now = engine.snapshot()) {
            long number = now.position().number();
            assertThat(number).isBetween(acknowledged, acknowledged + 1);
            assertWhole(now, number);
            assertChained(now);
            assertThat(now.indexDifference()).isNull();
            return number;
        }
    }

    private static void assertWhole(StorageSnapshot now, long number) {
        assertThat(now.meta("n")).containsExactly((byte) number);
        LoggedCommit last = now.logged(number);
        assertThat(last.events()).hasSize(3);
        for (LoggedEvent event : last.events()) {
            assertThat(now.hasEvent(event.entity(), event.event())).isTrue();
            EntityState state = now.state(event.collection(), event.entity());
            assertThat(state.get("n").toString()).isEqualTo("Int[value=" + number + "]");
            assertThat(state.head().contains(event.event())).isTrue();
        }
        assertThat(now.committed(last.commitId())).isEqualTo(number);
        assertThat(now.count("account", AnkQl.parse("n = " + number))).isEqualTo(2);
        assertThat(now.count("account", AnkQl.parse("n > 0 ORDER BY n"))).isEqualTo(2);
        assertThat(now.count("row", AnkQl.parse("n > 0 ORDER BY n DESC"))).isEqualTo(number);
        assertThat(now.count("row", AnkQl.parse(""))).isEqualTo(number);
    }

    private static void assertChained(StorageSnapshot now) {
        Position expected = Position.start(now.position().log());
        for (LoggedCommit logged : now.log(0, Integer.MAX_VALUE)) {
            expected = expected.next(logged.commitId(), World.SHA);
            assertThat(logged.position(expected.log())).isEqualTo(expected);
            for (LoggedEvent event : logged.events()) {
                assertThat(now.event(event.entity(), event.event())).isNotNull();
            }
        }
        assertThat(now.position()).isEqualTo(expected);
    }
}
