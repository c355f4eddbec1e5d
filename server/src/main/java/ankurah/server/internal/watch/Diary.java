package ankurah.server.internal.watch;

import ankurah.core.observe.Observed;
import ankurah.core.observe.Observer;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Logs connections, commits and refusals, each with the ids that lead from one to the other. Values and credentials never. */
public final class Diary implements Observer {
    private static final System.Logger LOG = System.getLogger("ankurah.server");

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void observe(Observed what) {
        switch (what) {
            case Observed.Connected opened ->
                log(Level.INFO, () -> LogLine.of("connected").with("connection", opened.connection()));
            case Observed.SignedIn someone ->
                log(
                        Level.INFO,
                        () -> LogLine.of("signed in")
                                .with("connection", someone.connection())
                                .with("principal", someone.principal().id()));
            case Observed.Disconnected ended -> ended(ended);
            case Observed.Committed taken ->
                log(
                        Level.DEBUG,
                        () -> LogLine.of("committed")
                                .with("commit", taken.commit().id().toString())
                                .with("connection", taken.connection())
                                .with("position", taken.number())
                                .with("events", taken.commit().events().size())
                                .with("micros", taken.nanos() / 1_000));
            case Observed.Refused refused ->
                log(
                        Level.INFO,
                        () -> LogLine.of("commit refused")
                                .with("commit", refused.commit().id().toString())
                                .with("connection", refused.connection())
                                .with("code", refused.code()));
            case Observed.IndexBuilt built ->
                log(
                        Level.INFO,
                        () -> LogLine.of("index built")
                                .with("index", built.index().toString())
                                .with("millis", built.nanos() / 1_000_000));
            case Observed.Stopped stopped ->
                log(Level.ERROR, () -> LogLine.of("the node has stopped").with("code", stopped.code()));
            default -> {
                // Too many, and in the figures and recordings.
            }
        }
    }

    private static void ended(Observed.Disconnected ended) {
        String code = ended.code();
        log(Level.INFO, () -> {
            LogLine line = LogLine.of("disconnected").with("connection", ended.connection());
            return code == null ? line : line.with("code", code);
        });
    }

    private static void log(Level level, Supplier<LogLine> line) {
        LOG.log(level, () -> line.get().toString());
    }
}
