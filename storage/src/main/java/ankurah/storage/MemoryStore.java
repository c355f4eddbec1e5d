package ankurah.storage;

import ankurah.event.AnkurahException;
import ankurah.event.internal.ValueOrder;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.MapCursor;
import ankurah.storage.tree.PersistentMap;
import org.jspecify.annotations.Nullable;

/** An {@link OrderedStore} on the heap. It lives as long as the object: an engine opened over it again finds its data. */
public final class MemoryStore implements OrderedStore {
    private volatile PersistentMap<byte[], byte[]> map = PersistentMap.empty(ValueOrder::compareBytes);

    @Override
    public OrderedSnapshot snapshot() {
        return new Snapshot(map);
    }

    @Override
    public void write(OrderedBatch batch, Durability durability) {
        Editor<byte[], byte[]> editor = map.edit();
        for (int i = 0; i < batch.size(); i++) {
            byte[] value = batch.value(i);
            if (value == null) {
                editor.remove(batch.key(i));
            } else {
                editor.put(batch.key(i), value);
            }
        }
        map = editor.build();
    }

    @Override
    public long diskBytes() {
        return -1;
    }

    @Override
    public String describe() {
        return "memory";
    }

    /** Keeps the data, for the next engine over this store. */
    @Override
    public void close() {}

    private static final class Snapshot implements OrderedSnapshot {
        private volatile @Nullable PersistentMap<byte[], byte[]> map;

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
        public long count(byte[] from, byte[] to, long most) {
            return Math.min(most, estimate(from, to));
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
