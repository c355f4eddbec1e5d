package ankurah.core.internal.sync.client;

import ankurah.core.Indexes;
import ankurah.core.Scheduler;
import ankurah.event.AnkurahException;
import ankurah.storage.IndexLimits;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The indexes that are declared over what a replica holds. That lies in memory, where its queries look at every row, so there is
 * nothing to build: an index is complete when it is declared.
 */
final class HeldIndexes implements Indexes {
    private final Scheduler scheduler;
    private final Map<IndexSpec, Boolean> declared = new ConcurrentHashMap<>();
    /** Those who wait for an index. */
    private final Map<Awaited, Boolean> waiting = new ConcurrentHashMap<>();

    private volatile boolean closed;

    HeldIndexes(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void close() {
        closed = true;
        tellWaiting();
    }

    private void tellWaiting() {
        waiting.keySet().forEach(scheduler::signal);
    }

    @Override
    public void declare(IndexSpec spec) {
        requireOpen();
        if (add(spec)) {
            tellWaiting();
        }
    }

    private synchronized boolean add(IndexSpec spec) {
        if (declared.containsKey(spec)) {
            return false;
        }
        int its = 0;
        for (IndexSpec other : declared.keySet()) {
            its += other.collection().equals(spec.collection()) ? 1 : 0;
        }
        if (its >= IndexLimits.DECLARED_ONLY.perCollection()) {
            throw new AnkurahException.Conflict(
                    "index.too_many",
                    spec.collection() + " has " + its
                            + " indexes, which is as many as a collection may have; drop one before another on "
                            + spec);
        }
        return declared.put(spec, true) == null;
    }

    @Override
    public void drop(IndexSpec spec) {
        requireOpen();
        declared.remove(spec);
    }

    @Override
    public List<IndexStatus> list() {
        requireOpen();
        List<IndexStatus> all = new ArrayList<>();
        for (IndexSpec spec : declared.keySet()) {
            all.add(new IndexStatus(spec, IndexStatus.Phase.READY, true, 0, 0));
        }
        all.sort((a, b) -> a.spec().compareTo(b.spec()));
        return all;
    }

    @Override
    public boolean await(IndexSpec spec, long timeoutMillis) {
        Awaited awaited = new Awaited(spec);
        waiting.put(awaited, true);
        try {
            boolean decided = scheduler.await(awaited, scheduler.deadlineIn(timeoutMillis));
            if (decided) {
                requireOpen();
            }
            return decided;
        } finally {
            waiting.remove(awaited);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new AnkurahException.Unavailable("node.closed", "the node is closed");
        }
    }

    /** One caller who waits. */
    private final class Awaited implements Scheduler.Condition {
        private final IndexSpec spec;

        Awaited(IndexSpec spec) {
            this.spec = spec;
        }

        @Override
        public boolean holds() {
            return closed || declared.containsKey(spec);
        }
    }
}
