package ankurah.core.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Platform;
import ankurah.core.Scheduler;
import ankurah.core.internal.run.Deadlines;
import ankurah.core.internal.run.Mutex;
import ankurah.event.AnkurahException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JvmPlatformTest {
    private final Platform platform = JvmPlatform.create();
    private final Scheduler scheduler = platform.scheduler();

    @Test
    void aSignalEndsAWait() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            AtomicBoolean done = new AtomicBoolean();
            Scheduler.Condition condition = done::get;
            AtomicBoolean held = new AtomicBoolean();
            Thread waiter =
                    Thread.ofVirtual().start(() -> held.set(scheduler.await(condition, scheduler.deadlineIn(60_000))));
            done.set(true);
            scheduler.signal(condition);
            waiter.join();
            assertThat(held).isTrue();
        }
    }

    @Test
    void aDeadlineEndsAWait() {
        assertThat(scheduler.await(() -> false, scheduler.deadlineIn(5))).isFalse();
        assertThat(scheduler.await(() -> false, scheduler.deadlineIn(-5))).isFalse();
        assertThat(scheduler.deadlineIn(Long.MAX_VALUE)).isEqualTo(Scheduler.NEVER);
        assertThat(Deadlines.in(Duration.ofSeconds(Long.MAX_VALUE), scheduler)).isGreaterThan(scheduler.nowMillis());
    }

    @Test
    void aConditionThatHeldForAMomentOnlyIsNoDeadline() {
        AtomicInteger looks = new AtomicInteger();
        assertThat(scheduler.await(() -> looks.incrementAndGet() == 2, scheduler.deadlineIn(60_000)))
                .isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void anInterruptEndsAWaitWithATypedError() throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                scheduler.await(() -> false, scheduler.deadlineIn(60_000));
            } catch (AnkurahException e) {
                thrown.set(e);
            }
        });
        waiter.interrupt();
        waiter.join();
        assertThat(thrown.get())
                .isInstanceOfSatisfying(
                        AnkurahException.Unavailable.class,
                        e -> assertThat(e.code()).isEqualTo("wait.interrupted"));
    }

    @Test
    void aMutexLetsOneInAtATime() throws InterruptedException {
        Mutex mutex = new Mutex(scheduler, "a test");
        int[] count = new int[1];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 2000; n++) {
                    mutex.lock(Scheduler.NEVER);
                    count[0]++;
                    mutex.unlock();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(count[0]).isEqualTo(16_000);
    }

    @Test
    void aMutexThatIsEnteredTwiceFailsInsteadOfWaitingForItself() {
        Mutex mutex = new Mutex(scheduler, "a test");
        mutex.lock(Scheduler.NEVER);
        assertThatThrownBy(() -> mutex.lock(Scheduler.NEVER)).hasMessageContaining("a test was entered from within");
        mutex.unlock();
        assertThat(mutex.tryLock()).isTrue();
    }

    @Test
    void randomBytesDoNotRepeat() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(java.util.Arrays.toString(platform.random().bytes(16))))
                    .isTrue();
        }
        assertThat(platform.random().bytes(10_000)).hasSize(10_000);
    }

    @Test
    void tasksRunBesideTheCallerAndListenersOnAThreadOfTheirOwn() throws InterruptedException {
        CountDownLatch both = new CountDownLatch(2);
        Object here = scheduler.current();
        scheduler.start("test", () -> {
            assertThat(scheduler.current()).isNotEqualTo(here);
            both.countDown();
        });
        platform.dispatcher().dispatch(both::countDown);
        both.await();
    }
}
