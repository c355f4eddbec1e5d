package ankurah.storage;

import ankurah.event.AnkurahException;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.MapCursor;
import ankurah.storage.tree.PersistentMap;
import org.jspecify.annotations.Nullable;

/** Entries of a persistent map as a store's snapshot, for stores that keep theirs in one. */
public final class MapSnapshot implements OrderedSnapshot {
    private volatile @Nullable PersistentMap<byte[], byte[]> map;

    public MapSnapshot(PersistentMap<byte[], byte[]> map) {
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
    public long count(byte[] from, byte[] to, long most) {
        return Math.min(most, estimate(from, to));
    }

    @Override
    public void close() {
        map = null;
    }

    /** A map with what a batch puts and takes out. */
    public static PersistentMap<byte[], byte[]> applied(PersistentMap<byte[], byte[]> map, OrderedBatch batch) {
        Editor<byte[], byte[]> editor = map.edit();
        for (int i = 0; i < batch.size(); i++) {
            byte[] value = batch.value(i);
            if (value == null) {
                editor.remove(batch.key(i));
            } else {
                editor.put(batch.key(i), value);
            }
        }
        return editor.build();
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
