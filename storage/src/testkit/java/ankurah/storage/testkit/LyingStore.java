package ankurah.storage.testkit;

import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A store that makes up how many keys a range holds, so that the planner takes every way there is sooner or later. */
public final class LyingStore implements OrderedStore {
    private static final int MOST_DIGITS = 7;

    private final OrderedStore store;
    private final Random random;

    public LyingStore(OrderedStore store, long seed) {
        this.store = store;
        this.random = new Random(seed);
    }

    @Override
    public OrderedSnapshot snapshot() {
        return new Snapshot(store.snapshot());
    }

    private final class Snapshot implements OrderedSnapshot {
        private final OrderedSnapshot snapshot;

        Snapshot(OrderedSnapshot snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            return snapshot.get(key);
        }

        @Override
        public OrderedCursor scan(byte[] from, byte[] to, boolean reverse) {
            return snapshot.scan(from, to, reverse);
        }

        @Override
        public long estimate(byte[] from, byte[] to) {
            return (long) Math.pow(10, random.nextInt(MOST_DIGITS)) - 1;
        }

        @Override
        public long count(byte[] from, byte[] to, long most) {
            return snapshot.count(from, to, most);
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }

    @Override
    public void write(OrderedBatch batch, Durability durability) {
        store.write(batch, durability);
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
