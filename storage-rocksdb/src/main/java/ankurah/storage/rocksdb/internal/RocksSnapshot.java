package ankurah.storage.rocksdb.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Range;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** RocksDB at one sequence number, with the cursors that walk it. */
final class RocksSnapshot implements OrderedSnapshot {
    /** So many entries of a range are counted, and measured, before its size is asked for. */
    private static final int SAMPLE = 32;

    /** How much smaller entries are in files than by themselves: shared prefixes, compression. */
    private static final double PACKING = 0.6;

    private final RocksStore store;
    private final RocksDB db;
    private final Path folder;
    private final Snapshot snapshot;
    private final ReadOptions reads;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final List<RocksCursor> cursors = new ArrayList<>(2);
    private boolean closed;

    RocksSnapshot(RocksStore store, RocksDB db, Path folder) {
        this.store = store;
        this.db = db;
        this.folder = folder;
        this.snapshot = db.getSnapshot();
        this.reads = new ReadOptions().setSnapshot(snapshot);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        enter();
        try {
            return db.get(reads, key);
        } catch (RocksDBException e) {
            throw Failures.ofUse(folder, e);
        } finally {
            leave();
        }
    }

    @Override
    public OrderedCursor scan(byte[] from, byte[] to, boolean reverse) {
        enter();
        try {
            RocksCursor cursor = new RocksCursor(this, db, snapshot, folder, from, to, reverse);
            synchronized (cursors) {
                cursors.add(cursor);
            }
            return cursor;
        } finally {
            leave();
        }
    }

    @Override
    public long estimate(byte[] from, byte[] to) {
        long bytes = 0;
        try (OrderedCursor sample = scan(from, to, false)) {
            for (int i = 0; i < SAMPLE; i++) {
                if (!sample.next()) {
                    return i;
                }
                bytes += sample.key().length + sample.value().length;
            }
        }
        return Math.max(SAMPLE, rows(from, to, (double) bytes / SAMPLE));
    }

    private long rows(byte[] from, byte[] to, double bytesEach) {
        enter();
        try (Slice low = new Slice(from);
                Slice high = new Slice(to)) {
            Range range = new Range(low, high);
            long inFiles = db.getApproximateSizes(List.of(range), SizeApproximationFlag.INCLUDE_FILES)[0];
            return db.getApproximateMemTableStats(range).count + (long) (inFiles / (bytesEach * PACKING));
        } finally {
            leave();
        }
    }

    /** Guards one use of native memory. */
    void enter() {
        lock.readLock().lock();
        if (closed) {
            lock.readLock().unlock();
            throw new AnkurahException.Unavailable(
                    "storage.closed", "a snapshot of the folder " + folder + " is closed");
        }
    }

    void leave() {
        lock.readLock().unlock();
    }

    /** Frees a cursor, once; closing the snapshot frees those that are left. */
    void end(RocksCursor cursor) {
        lock.readLock().lock();
        try {
            boolean open;
            synchronized (cursors) {
                open = cursors.remove(cursor);
            }
            if (open) {
                cursor.free();
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            synchronized (cursors) {
                cursors.forEach(RocksCursor::free);
                cursors.clear();
            }
            reads.close();
            db.releaseSnapshot(snapshot);
            snapshot.close();
        } finally {
            lock.writeLock().unlock();
        }
        store.forget(this);
    }
}
