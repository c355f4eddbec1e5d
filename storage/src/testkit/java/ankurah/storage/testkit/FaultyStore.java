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
    private String laterFailure = "";
    private boolean written;
    private int syncedWrites;
    private int leftUntilFailure = Integer.MAX_VALUE;

    public FaultyStore(OrderedStore store) {
        this.store = store;
    }

    /** Makes the next write fail, having written all of it or nothing, as nobody can tell. */
    public void failNext(String message, boolean writtenAllTheSame) {
        failure = message;
        written = writtenAllTheSame;
    }

    /** Makes the write behind {@code writes} others fail. */
    public void failAfter(int writes, String message, boolean writtenAllTheSame) {
        leftUntilFailure = writes;
        failure = null;
        this.laterFailure = message;
        written = writtenAllTheSame;
    }

    /** Whether the failure that was asked for has come. */
    public boolean hasFailed() {
        return leftUntilFailure < 0;
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
        String message = leftUntilFailure-- == 0 ? laterFailure : failure;
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
