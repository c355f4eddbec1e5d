package ankurah.simulation.internal.world;

import ankurah.event.AnkurahException;
import ankurah.simulation.internal.check.Broken;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Hears what the nodes of one run log. An error that is only logged is an error nevertheless. */
final class Listening extends Handler implements AutoCloseable {
    private static final int MOST = 20;

    private final World world;
    private final Logger logger = Logger.getLogger("ankurah");
    private final List<String> errors = new ArrayList<>();

    Listening(World world) {
        this.world = world;
        setLevel(Level.SEVERE);
        synchronized (Listening.class) {
            logger.addHandler(this);
            logger.setUseParentHandlers(false);
        }
    }

    @Override
    public void publish(LogRecord logged) {
        if (!world.baton().isRunningHere() || logged.getLevel().intValue() < Level.SEVERE.intValue()) {
            return;
        }
        String message = String.valueOf(logged.getMessage());
        Throwable thrown = logged.getThrown();
        boolean storeStopped = thrown instanceof AnkurahException e && e.code().startsWith("storage.");
        boolean expected = storeStopped || world.baton().isUnwinding();
        if (!expected && errors.size() < MOST) {
            errors.add(message);
            Broken broken = new Broken("a node logged: " + message + (thrown == null ? "" : ": " + thrown));
            if (thrown != null) {
                broken.initCause(thrown);
            }
            world.baton().fail(broken);
        }
    }

    void requireQuiet() {
        if (!errors.isEmpty()) {
            throw new Broken("nodes logged: " + errors);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        synchronized (Listening.class) {
            logger.removeHandler(this);
            // Other runs of this process may be going on.
            if (Stream.of(logger.getHandlers()).noneMatch(Listening.class::isInstance)) {
                logger.setUseParentHandlers(true);
            }
        }
    }
}
