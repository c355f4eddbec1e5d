package ankurah.core.internal.gate;

import ankurah.core.Indexes;
import ankurah.core.Scheduler;
import ankurah.core.internal.entity.StoreAway;
import ankurah.core.internal.run.Observation;
import ankurah.core.internal.run.Waiting;
import ankurah.event.AnkurahException;
import ankurah.storage.IndexListener;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.StorageEngine;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has the indexes of a store built beside the commits: at most one worker, for as long as there is something to do. When
 * other indexes can be used than before, the newest position is shown over a newer snapshot, so that reads use them even if
 * nobody commits.
 */
public final class IndexKeeper implements Indexes, IndexListener {
    private static final System.Logger LOG = System.getLogger("ankurah.core");

    private final StorageEngine storage;
    private final Scheduler scheduler;
    private final Renewal renewal;
    private final IndexTimes times;
    /** How often work was asked for since the worker last found none; it ends by setting this to 0. */
    private final AtomicInteger asked = new AtomicInteger();

    private final Waiting waiting;

    private volatile boolean changed;
    /** The store went away in the middle of the work. */
    private volatile boolean cutOff;

    private volatile boolean closed;
    private volatile Set<IndexSpec> ready = Set.of();

    /** Shows the newest position over a snapshot taken now. May suspend. */
    public interface Renewal {
        void renew();
    }

    public IndexKeeper(StorageEngine storage, Scheduler scheduler, Renewal renewal, Observation observation) {
        this.storage = storage;
        this.scheduler = scheduler;
        this.waiting = new Waiting(scheduler);
        this.renewal = renewal;
        this.times = new IndexTimes(observation);
    }

    /** Goes on with what was cut off. */
    public void start() {
        noteReady();
        storage.onIndexWork(this);
    }

    /** The worker ends after what it is at. */
    public void close() {
        closed = true;
        waiting.tell();
    }

    @Override
    public void onWork() {
        if (asked.getAndIncrement() == 0 && !closed) {
            scheduler.start("ankurah-indexes", this::work);
        }
    }

    @Override
    public void onChange() {
        changed = true;
        onWork();
    }

    /** The store is there; goes on with what was cut off when it went away. */
    void resume() {
        if (cutOff) {
            cutOff = false;
            onChange();
        }
    }

    private void work() {
        try {
            int seen;
            do {
                seen = asked.get();
                workOff();
            } while (!asked.compareAndSet(seen, 0));
        } catch (RuntimeException e) {
            asked.set(0);
            if (StoreAway.is(e)) {
                cutOff = true;
            } else if (!closed) {
                LOG.log(Level.ERROR, "the building of an index has ended; it goes on when the node is next opened", e);
            }
        }
    }

    private void workOff() {
        times.look(storage);
        boolean more = true;
        while (more && !closed) {
            more = storage.workOnIndexes();
            if (changed) {
                changed = false;
                renewal.renew();
                noteReady();
            }
        }
    }

    private void noteReady() {
        Set<IndexSpec> now = new HashSet<>();
        for (IndexStatus index : storage.indexes()) {
            if (index.phase() == IndexStatus.Phase.READY) {
                now.add(index.spec());
            }
        }
        ready = Set.copyOf(now);
        times.look(storage);
        waiting.tell();
    }

    @Override
    public void declare(IndexSpec spec) {
        storage.declareIndex(spec);
    }

    @Override
    public void drop(IndexSpec spec) {
        storage.dropIndex(spec);
    }

    @Override
    public List<IndexStatus> list() {
        return storage.indexes();
    }

    @Override
    public boolean await(IndexSpec spec, long timeoutMillis) {
        boolean decided = waiting.await(() -> closed || ready.contains(spec), timeoutMillis);
        if (decided && closed) {
            throw new AnkurahException.Unavailable("node.closed", "the node is closed");
        }
        return decided;
    }
}
