package ankurah.storage.rocksdb.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.rocksdb.RocksOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A folder of RocksDB. Native memory is freed on close, and using it afterwards would end the process, so everything that
 * touches it holds the read side of a lock whose write side is taken to close: one for the store, one for each snapshot
 * with its cursors.
 */
public final class RocksStore implements OrderedStore {
    private final Path folder;
    private final RocksDB db;
    private final Settings settings;
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteOptions buffered = new WriteOptions().setSync(false);
    private final Set<RocksSnapshot> snapshots = ConcurrentHashMap.newKeySet();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;
    private volatile boolean closing;

    private RocksStore(Path folder, RocksDB db, Settings settings) {
        this.folder = folder;
        this.db = db;
        this.settings = settings;
    }

    public static RocksStore open(Path folder, RocksOptions options) {
        Path absolute = folder.toAbsolutePath().normalize();
        Folders.prepare(absolute);
        NativeLibrary.require();
        Settings settings = new Settings(options);
        try {
            return new RocksStore(absolute, RocksDB.open(settings.options(), absolute.toString()), settings);
        } catch (RocksDBException e) {
            settings.close();
            throw Failures.ofOpen(absolute, e);
        }
    }

    @Override
    public OrderedSnapshot snapshot() {
        lock.readLock().lock();
        try {
            requireOpen();
            RocksSnapshot snapshot = new RocksSnapshot(this, db, folder);
            snapshots.add(snapshot);
            return snapshot;
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void write(OrderedBatch batch, Durability durability) {
        lock.readLock().lock();
        try (WriteBatch writes = new WriteBatch()) {
            requireOpen();
            for (int i = 0; i < batch.size(); i++) {
                byte[] value = batch.value(i);
                if (value == null) {
                    writes.delete(batch.key(i));
                } else {
                    writes.put(batch.key(i), value);
                }
            }
            db.write(durability == Durability.SYNCED ? synced : buffered, writes);
        } catch (RocksDBException e) {
            throw Failures.ofUse(folder, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What is in memory is written to a file first, whereupon the write-ahead log that has it too is removed. */
    @Override
    public void purge(byte[] from, byte[] to) {
        lock.readLock().lock();
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true);
                CompactRangeOptions compact = new CompactRangeOptions()
                        .setBottommostLevelCompaction(BottommostLevelCompaction.kForce)
                        .setExclusiveManualCompaction(false)) {
            requireOpen();
            db.flush(flush);
            if (closing) {
                return;
            }
            db.compactRange(db.getDefaultColumnFamily(), from, to, compact);
        } catch (RocksDBException e) {
            throw Failures.ofUse(folder, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public long diskBytes() {
        return Folders.bytes(folder);
    }

    @Override
    public String describe() {
        return "the folder " + folder;
    }

    @Override
    public void close() {
        closing = true;
        lock.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            List<RocksSnapshot> open = new ArrayList<>(snapshots);
            open.forEach(RocksSnapshot::close);
            db.flushWal(true);
        } catch (RocksDBException e) {
            throw Failures.ofUse(folder, e);
        } finally {
            if (closed) {
                db.close();
                synced.close();
                buffered.close();
                settings.close();
            }
            lock.writeLock().unlock();
        }
    }

    void forget(RocksSnapshot snapshot) {
        snapshots.remove(snapshot);
    }

    private void requireOpen() {
        if (closed) {
            throw new AnkurahException.Unavailable("storage.closed", describe() + " is closed");
        }
    }
}
