package ankurah.cli.internal.serve;

import ankurah.cli.internal.Exit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a server end in order when the process is told to. Asked to terminate, it has done as it was told and exits with 0;
 * interrupted from the keyboard it exits with 130, as the JVM does by itself.
 */
final class Stop {
    private static final int PATIENCE_SECONDS = 30;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    Stop() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "stop"));
    }

    /** Returns when the process is to end; {@link #stopped} must follow. */
    void await() throws InterruptedException {
        asked.await();
    }

    void stopped() {
        stopped.countDown();
    }

    private void shutDown() {
        asked.countDown();
        try {
            if (stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && wasTerminated()) {
                Runtime.getRuntime().halt(Exit.DONE);
            }
        } catch (InterruptedException neverInShutdown) {
            Thread.currentThread().interrupt();
        }
    }

    /** The JVM runs the hooks on behalf of a thread named after the signal, and tells it in no other way. */
    private static boolean wasTerminated() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("SIGTERM handler"));
    }
}
