package ankurah.storage;

import ankurah.event.internal.ValueOrder;
import ankurah.storage.tree.PersistentMap;

/** An {@link OrderedStore} on the heap. It lives as long as the object: an engine opened over it again finds its data. */
public final class MemoryStore implements OrderedStore {
    private volatile PersistentMap<byte[], byte[]> map = PersistentMap.empty(ValueOrder::compareBytes);

    @Override
    public OrderedSnapshot snapshot() {
        return new MapSnapshot(map);
    }

    @Override
    public void write(OrderedBatch batch, Durability durability) {
        map = MapSnapshot.applied(map, batch);
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
}
