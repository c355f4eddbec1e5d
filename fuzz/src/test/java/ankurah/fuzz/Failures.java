package ankurah.fuzz;

import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What threads of the product report as their own failure. */
final class Failures extends Handler {
    private static final Logger LOG = Logger.getLogger("ankurah");
    private static final AtomicReference<@Nullable LogRecord> FAILED = new AtomicReference<>();

    private Failures() {}

    /** Begins to listen, and keeps quiet about the rest. */
    static void watch() {
        LOG.setUseParentHandlers(false);
        LOG.addHandler(new Failures());
    }

    static void require() {
        LogRecord failure = FAILED.getAndSet(null);
        if (failure != null) {
            throw new AssertionError(failure.getMessage(), failure.getThrown());
        }
    }

    @Override
    public void publish(LogRecord failure) {
        if (failure.getLevel().intValue() >= Level.SEVERE.intValue()) {
            FAILED.set(failure);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
