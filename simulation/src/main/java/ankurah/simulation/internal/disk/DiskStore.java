package ankurah.simulation.internal.disk;

import ankurah.event.AnkurahException;
import ankurah.simulation.internal.run.Life;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.tree.MapCursor;
import ankurah.storage.tree.PersistentMap;
import org.jspecify.annotations.Nullable;

/** A disk as one process sees it. */
final class DiskStore implements OrderedStore {
    private final Disk disk;
    private final Life life;

    DiskStore(Disk disk, Life life) {
        this.disk = disk;
        this.life = life;
    }

    @Override
    public OrderedSnapshot snapshot() {
        return new Snapshot(disk.current());
    }

    /** A crash may come before the batch is written, before it is synced, and before anybody hears that it is. */
    @Override
    public void write(OrderedBatch batch, Durability durability) {
        disk.busy();
        if (life.isDead()) {
            throw new AnkurahException.Unavailable("storage.closed", "the process has ended");
        }
        disk.append(batch);
        if (durability == Durability.SYNCED) {
            disk.busy();
            if (life.isDead() || !disk.sync()) {
                throw new AnkurahException.Fault("storage.failed", "the sync of " + describe() + " failed");
            }
            disk.show(batch);
            disk.busy();
        } else {
            disk.show(batch);
        }
    }

    @Override
    public long diskBytes() {
        return -1;
    }

    @Override
    public String describe() {
        return "the simulated disk of " + disk.name();
    }

    @Override
    public void close() {}

    private static final class Snapshot implements OrderedSnapshot {
        private @Nullable PersistentMap<byte[], byte[]> map;

        Snapshot(PersistentMap<byte[], byte[]> map) {
            this.map = map;
        }

        private PersistentMap<byte[], byte[]> open() {
            PersistentMap<byte[], byte[]> open = map;
            if (open == null) {
                throw new AnkurahException.Unavailable("storage.closed", "the snapshot is closed");
            }
            return open;
        }

        @Override
        public byte @Nullable [] get(byte[] key) {
            return open().get(key);
        }

        @Override
        public OrderedCursor scan(byte[] from, byte[] to, boolean reverse) {
            return new Cursor(reverse ? open().descending(from, to) : open().ascending(from, to));
        }

        @Override
        public long estimate(byte[] from, byte[] to) {
            return Math.max(0, open().rankOf(to) - open().rankOf(from));
        }

        @Override
        public void close() {
            map = null;
        }
    }

    private record Cursor(MapCursor<byte[], byte[]> entries) implements OrderedCursor {
        @Override
        public boolean next() {
            return entries.next();
        }

        @Override
        public byte[] key() {
            return entries.key();
        }

        @Override
        public byte[] value() {
            return entries.value();
        }

        @Override
        public void close() {}
    }
}
