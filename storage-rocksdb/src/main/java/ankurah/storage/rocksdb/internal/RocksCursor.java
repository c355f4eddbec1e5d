package ankurah.storage.rocksdb.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedCursor;
import java.nio.file.Path;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** A walk over a range. RocksDB holds the bounds itself, so it never reads beyond them. */
final class RocksCursor implements OrderedCursor {
    private static final byte[] NONE = {};

    private final RocksSnapshot owner;
    private final Path folder;
    private final boolean reverse;
    private final Slice lower;
    private final Slice upper;
    private final ReadOptions reads;
    private final RocksIterator iterator;
    private volatile boolean freed;
    private boolean started;
    private byte[] key = NONE;
    private byte[] value = NONE;

    RocksCursor(
            RocksSnapshot owner, RocksDB db, Snapshot snapshot, Path folder, byte[] from, byte[] to, boolean reverse) {
        this.owner = owner;
        this.folder = folder;
        this.reverse = reverse;
        this.lower = new Slice(from);
        this.upper = new Slice(to);
        this.reads = new ReadOptions()
                .setSnapshot(snapshot)
                .setIterateLowerBound(lower)
                .setIterateUpperBound(upper);
        this.iterator = db.newIterator(reads);
    }

    @Override
    public boolean next() {
        owner.enter();
        try {
            if (freed) {
                throw new AnkurahException.Unavailable("storage.closed", "the cursor is closed");
            }
            move();
            if (!iterator.isValid()) {
                iterator.status();
                return false;
            }
            key = iterator.key();
            value = iterator.value();
            return true;
        } catch (RocksDBException e) {
            throw Failures.ofUse(folder, e);
        } finally {
            owner.leave();
        }
    }

    private void move() {
        if (!started) {
            started = true;
            if (reverse) {
                iterator.seekToLast();
            } else {
                iterator.seekToFirst();
            }
        } else if (reverse) {
            iterator.prev();
        } else {
            iterator.next();
        }
    }

    @Override
    public byte[] key() {
        return key;
    }

    @Override
    public byte[] value() {
        return value;
    }

    @Override
    public void close() {
        owner.end(this);
    }

    /** Called once, by the owner. */
    void free() {
        freed = true;
        iterator.close();
        reads.close();
        lower.close();
        upper.close();
    }
}
