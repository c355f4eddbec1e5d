package ankurah.storage.testkit;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import org.jspecify.annotations.Nullable;

/** A store whose writes fail when told to. */
public final class FaultyStore implements OrderedStore {
    private final OrderedStore store;
    private @Nullable String failure;
    private boolean written;
    private int syncedWrites;

    public FaultyStore(OrderedStore store) {
        this.store = store;
    }

    /** Makes the next write fail, having written all of it or nothing, as nobody can tell. */
    public void failNext(String message, boolean writtenAllTheSame) {
        failure = message;
        written = writtenAllTheSame;
    }

    public int syncedWrites() {
        return syncedWrites;
    }

    @Override
    public OrderedSnapshot snapshot() {
        return store.snapshot();
    }

    @Override
    public void write(OrderedBatch batch, Durability durability) {
        String message = failure;
        failure = null;
        if (message == null || written) {
            store.write(batch, durability);
        }
        if (message != null) {
            throw new AnkurahException.Fault("storage.disk_full", message);
        }
        if (durability == Durability.SYNCED) {
            syncedWrites++;
        }
    }

    @Override
    public long diskBytes() {
        return store.diskBytes();
    }

    @Override
    public String describe() {
        return store.describe();
    }

    @Override
    public void close() {
        store.close();
    }
}
