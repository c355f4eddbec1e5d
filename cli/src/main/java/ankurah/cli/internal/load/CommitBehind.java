package ankurah.cli.internal.load;

import ankurah.cli.internal.Failure;
import ankurah.core.Receipt;
import ankurah.core.Stage;
import ankurah.core.Transaction;
import ankurah.event.AnkurahException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Commits filled transactions on a thread of its own, in order, while the next is being filled; a few may be unacknowledged
 * at a time. After a failure nothing more is committed.
 */
final class CommitBehind implements AutoCloseable {
    private static final int WAITING = 2;
    private static final int UNACKNOWLEDGED = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A transaction with all its writes, and the lines they come from. */
    record Filled(Transaction transaction, Counts counts, long firstLine, long lastLine) {}

    private record Sent(Receipt<?> receipt, Filled filled) {}

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("import-commit").factory());
    private final Semaphore room = new Semaphore(WAITING);
    /** Touched by the thread only. */
    private final Deque<Sent> sent = new ArrayDeque<>();

    private volatile Counts done = Counts.NONE;
    private volatile @Nullable Failure failure;

    /** Hands over a transaction, which the caller touches no more; waits while enough are waiting. */
    void submit(Filled filled) throws InterruptedException {
        room.acquire();
        throwFailure();
        thread.execute(() -> {
            commit(filled);
            room.release();
        });
    }

    /** Waits until everything handed over is committed and acknowledged. */
    void drain() throws InterruptedException {
        try {
            thread.submit(() -> acknowledgeDownTo(0)).get();
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException(unexpected.getCause());
        }
        throwFailure();
    }

    /** What has been acknowledged so far. */
    Counts done() {
        return done;
    }

    private void commit(Filled filled) {
        if (failure != null) {
            filled.transaction().rollback();
            return;
        }
        try {
            sent.add(new Sent(filled.transaction().commit(), filled));
        } catch (AnkurahException refused) {
            failure = failure(filled, refused);
        }
        acknowledgeDownTo(UNACKNOWLEDGED);
    }

    private void acknowledgeDownTo(int remaining) {
        while (failure == null && sent.size() > remaining) {
            Sent oldest = sent.removeFirst();
            try {
                oldest.receipt().await(Stage.ACCEPTED, PATIENCE);
                done = done.plus(oldest.filled().counts());
            } catch (AnkurahException refused) {
                failure = failure(oldest.filled(), refused);
            }
        }
    }

    private static Failure failure(Filled filled, AnkurahException refused) {
        return Failure.failed(
                "lines " + filled.firstLine() + " to " + filled.lastLine() + ": " + refused.getMessage(), refused);
    }

    private void throwFailure() {
        Failure seen = failure;
        if (seen != null) {
            throw seen;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
