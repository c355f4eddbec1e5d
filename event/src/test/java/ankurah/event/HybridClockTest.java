package ankurah.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HybridClockTest {
    private static final long HOUR = 3_600_000;
    private final AtomicLong wall = new AtomicLong(1_700_000_000_000L);
    private final HybridClock clock = new HybridClock(wall::get);

    @Test
    void aFreshMillisecondBeginsWithCounterZero() {
        long time = clock.next(0);
        assertThat(HybridTime.millis(time)).isEqualTo(wall.get());
        assertThat(HybridTime.counter(time)).isZero();
        assertThat(clock.next(0)).isEqualTo(time + 1);
        wall.incrementAndGet();
        assertThat(HybridTime.counter(clock.next(0))).isZero();
    }

    @Test
    void timeGoesOnWhenTheWallClockJumpsBackAnHour() {
        long before = clock.next(0);
        wall.addAndGet(-HOUR);
        assertThat(clock.next(0)).isEqualTo(before + 1);
        wall.addAndGet(HOUR + 5);
        assertThat(HybridTime.millis(clock.next(0))).isEqualTo(wall.get());
    }

    @Test
    void aFullCounterCarriesIntoTheMilliseconds() {
        long start = clock.next(0);
        long last = start;
        for (int i = 0; i < 0x1_0000; i++) {
            last = clock.next(0);
        }
        assertThat(last).isEqualTo(start + 0x1_0000);
        assertThat(HybridTime.millis(last)).isEqualTo(wall.get() + 1);
        assertThat(HybridTime.counter(last)).isZero();
    }

    @Test
    void aStampExceedsWhatItIsAskedToExceedAndWhatWasObserved() {
        long ahead = HybridTime.ofMillis(wall.get() + HOUR);
        assertThat(clock.next(ahead)).isEqualTo(ahead + 1);
        clock.observe(ahead + 100);
        assertThat(clock.next(0)).isEqualTo(ahead + 101);
        clock.observe(5);
        assertThat(clock.latest()).isEqualTo(ahead + 101);
    }

    @Test
    void aClockBeforeTheEpochOrFarInTheFutureStillStamps() {
        wall.set(-HOUR);
        assertThat(clock.next(0)).isEqualTo(1);
        wall.set(Long.MAX_VALUE);
        assertThat(HybridTime.millis(clock.next(0))).isEqualTo((1L << 47) - 1);
        assertThat(clock.source().millis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theEndOfTimeIsAFault() {
        clock.observe(Long.MAX_VALUE);
        assertThatThrownBy(() -> clock.next(0))
                .isInstanceOfSatisfying(
                        AnkurahException.Fault.class, e -> assertThat(e.code()).isEqualTo("clock.exhausted"));
        assertThat(new HybridClock(wall::get).next(Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
    }

    @Property
    void stampsIncreaseWhateverTheWallClockDoes(
            @ForAll @Size(max = 50) List<@LongRange(min = -10_000_000, max = 10_000_000) Long> jumps) {
        AtomicLong jumping = new AtomicLong(1_700_000_000_000L);
        HybridClock hybrid = new HybridClock(jumping::get);
        long last = 0;
        for (long jump : jumps) {
            jumping.addAndGet(jump);
            long next = hybrid.next(0);
            assertThat(next).isGreaterThan(last);
            assertThat(HybridTime.millis(next)).isGreaterThanOrEqualTo(jumping.get());
            last = next;
        }
    }

    @Test
    void threadsNeverGetTheSameStamp() throws InterruptedException {
        int threads = 8;
        int each = 5_000;
        List<List<Long>> stamps = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            List<Long> mine = new ArrayList<>(each);
            stamps.add(mine);
            running.add(Thread.ofPlatform().start(() -> {
                for (int n = 0; n < each; n++) {
                    wall.addAndGet(n % 3 - 1);
                    mine.add(clock.next(0));
                    clock.observe(clock.latest());
                }
            }));
        }
        for (Thread thread : running) {
            thread.join();
        }
        Set<Long> all = new HashSet<>();
        for (List<Long> mine : stamps) {
            assertThat(mine).isSorted().hasSize(each);
            all.addAll(mine);
        }
        assertThat(all).hasSize(threads * each);
    }

    @Property
    void aTimeIsMadeOfMillisecondsAndCounter(
            @ForAll @LongRange(min = 0, max = (1L << 47) - 1) long millis,
            @ForAll @LongRange(min = 0, max = 0xffff) long counter) {
        long time = HybridTime.ofMillis(millis) + counter;
        assertThat(HybridTime.millis(time)).isEqualTo(millis);
        assertThat(HybridTime.counter(time)).isEqualTo((int) counter);
    }
}
