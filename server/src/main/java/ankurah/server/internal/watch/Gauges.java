package ankurah.server.internal.watch;

import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.sync.SessionStatus;
import ankurah.core.sync.SyncServer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;

/** How a server stands now. */
public record Gauges(
        long connections,
        long subscriptions,
        long liveQueries,
        long queued,
        long lag,
        long waiting,
        long bufferedBytes,
        long position,
        long heapUsed,
        long heapMax,
        long threads,
        double uptimeSeconds) {

    public static Gauges of(DurableBackend backend, SyncServer sync) {
        List<SessionStatus> sessions = sync.sessions();
        long subscriptions = 0;
        long lag = 0;
        long waiting = 0;
        long buffered = 0;
        for (SessionStatus session : sessions) {
            subscriptions += session.subscriptions();
            lag = Math.max(lag, session.behind());
            waiting += session.waiting();
            buffered += session.bufferedBytes();
        }
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new Gauges(
                sessions.size(),
                subscriptions,
                backend.reactor().windows(),
                backend.queued(),
                lag,
                waiting,
                buffered,
                backend.reactor().position().number(),
                heap.getUsed(),
                heap.getMax(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
    }
}
