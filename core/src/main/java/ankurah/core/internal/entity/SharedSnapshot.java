package ankurah.core.internal.entity;

import ankurah.storage.StorageSnapshot;
import java.util.concurrent.atomic.AtomicInteger;

/** A snapshot with several holders, closed by whoever leaves last. Begins with one holder. */
public final class SharedSnapshot {
    private final StorageSnapshot snapshot;
    private final AtomicInteger holders = new AtomicInteger(1);

    public SharedSnapshot(StorageSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Joins the holders; false if the last one has left. */
    boolean retain() {
        while (true) {
            int seen = holders.get();
            if (seen == 0) {
                return false;
            }
            if (holders.compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
    }

    public void release() {
        if (holders.decrementAndGet() == 0) {
            snapshot.close();
        }
    }
}
