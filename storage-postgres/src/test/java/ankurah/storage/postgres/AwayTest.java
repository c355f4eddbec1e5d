package ankurah.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.query.AnkQl;
import ankurah.storage.LoggedCommit;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.postgres.testkit.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server goes away and comes back. */
class AwayTest {
    private static final int WAIT_SECONDS = 60;

    private final PostgresOptions options = PostgresOptions.defaults().withWaitMillis(1_000);

    @Test
    @Timeout(300)
    void whileTheServerIsAwayEverythingSaysSoAndGoesOnWhenItIsBack() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                StorageEngine engine = PostgresStorage.open(server.url(), options)) {
            Semaphore told = new Semaphore(0);
            engine.onOthersWrites(told::release);
            Turns.commit(engine, 1);
            StorageSnapshot before = engine.snapshot();
            server.stop("fast");
            assertUnreachable(() -> before.meta("m"));
            assertUnreachable(() -> Turns.commit(engine, 2));
            assertUnreachable(engine::snapshot);
            told.drainPermits();
            server.restart();
            assertThat(told.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(Turns.commit(engine, 2).number()).isEqualTo(2);
            assertUnreachable(() -> before.meta("m"));
            before.close();
            try (StorageSnapshot now = engine.snapshot()) {
                assertThat(Turns.requireChained(now)).isEqualTo(2);
            }
        }
    }

    private static void assertUnreachable(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AnkurahException.Unavailable.class, e -> {
            assertThat(e.code()).isEqualTo("storage.unreachable");
            assertThat(e.retryable()).isTrue();
        });
    }

    @Test
    @Timeout(300)
    void whatWasAcknowledgedSurvivesServersThatCrashInTheMiddleOfCommits() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                StorageEngine a = PostgresStorage.open(server.url(), options);
                StorageEngine b = PostgresStorage.open(server.url(), options);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            AtomicBoolean done = new AtomicBoolean();
            AtomicLong count = new AtomicLong();
            List<Future<List<LoggedCommit>>> writing = new ArrayList<>();
            for (StorageEngine engine : List.of(a, b)) {
                writing.add(threads.submit(() -> write(engine, done, count)));
            }
            try {
                for (int round = 0; round < 3; round++) {
                    long more = count.get() + 20;
                    while (count.get() < more) {
                        TimeUnit.MILLISECONDS.sleep(5);
                    }
                    server.stop("immediate");
                    server.restart();
                }
                long more = count.get() + 20;
                while (count.get() < more) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
            } finally {
                done.set(true);
            }
            List<LoggedCommit> acknowledged = new ArrayList<>();
            for (Future<List<LoggedCommit>> one : writing) {
                acknowledged.addAll(one.get());
            }
            try (StorageSnapshot now = a.snapshot()) {
                long number = Turns.requireChained(now);
                assertThat(number).isGreaterThanOrEqualTo(acknowledged.size());
                for (LoggedCommit logged : acknowledged) {
                    assertThat(now.logged(logged.number())).isEqualTo(logged);
                }
                assertThat(now.count("row", AnkQl.parse(""))).isEqualTo(number);
            }
        }
    }

    private static List<LoggedCommit> write(StorageEngine engine, AtomicBoolean done, AtomicLong count) {
        List<LoggedCommit> acknowledged = new ArrayList<>();
        while (!done.get()) {
            try {
                acknowledged.add(Turns.commit(engine, count.get()));
                count.incrementAndGet();
            } catch (AnkurahException.Unavailable e) {
                assertThat(e.code()).isIn("storage.unreachable", "storage.busy");
            }
        }
        return acknowledged;
    }
}
