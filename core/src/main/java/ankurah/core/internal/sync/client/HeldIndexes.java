package ankurah.core.internal.sync.client;

import ankurah.core.Indexes;
import ankurah.core.Scheduler;
import ankurah.core.internal.run.Waiting;
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
    private final Waiting waiting;
    private final Map<IndexSpec, Boolean> declared = new ConcurrentHashMap<>();

    private volatile boolean closed;

    HeldIndexes(Scheduler scheduler) {
        this.waiting = new Waiting(scheduler);
    }

    void close() {
        closed = true;
        waiting.tell();
    }

    @Override
    public void declare(IndexSpec spec) {
        requireOpen();
        if (add(spec)) {
            waiting.tell();
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
            throw IndexLimits.exceeded(spec, its);
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
        boolean decided = waiting.await(() -> closed || declared.containsKey(spec), timeoutMillis);
        if (decided) {
            requireOpen();
        }
        return decided;
    }

    private void requireOpen() {
        if (closed) {
            throw new AnkurahException.Unavailable("node.closed", "the node is closed");
        }
    }
}
