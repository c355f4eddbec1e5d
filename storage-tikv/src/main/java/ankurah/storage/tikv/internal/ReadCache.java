package ankurah.storage.tikv.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tikv.kvproto.Kvrpcpb;
import org.tikv.shade.com.google.protobuf.ByteString;

/**
 * What single keys held when they were read or written last, so that rows an index leads to are not asked for again and again.
 * Nobody else writes, so an entry is right until this program changes the key. A snapshot from before the entry does not use it.
 */
final class ReadCache {
    private static final long ENTRY_BYTES = 100;
    /** A value that would take more of the whole is not kept. */
    private static final int LARGEST_SHARE = 16;

    private final long most;
    private final LinkedHashMap<ByteString, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long newest;

    /**
     * What a key holds.
     *
     * @param value as it stands in the cluster; null if the key is not there
     * @param since from this timestamp on
     */
    record Entry(@Nullable ByteString value, long since) {}

    ReadCache(long mostBytes) {
        this.most = mostBytes;
    }

    synchronized @Nullable Entry find(ByteString key, long timestamp) {
        Entry entry = entries.get(key);
        return entry == null || entry.since() > timestamp ? null : entry;
    }

    /** Keeps what was read, unless something was committed meanwhile: then it may be old. */
    synchronized void read(ByteString key, @Nullable ByteString value, long timestamp) {
        if (timestamp == newest) {
            put(key, new Entry(value, timestamp));
        }
    }

    /** Before the first snapshot that shows it. */
    synchronized void written(List<Kvrpcpb.Mutation> changes, long commit) {
        newest = commit;
        for (Kvrpcpb.Mutation change : changes) {
            put(change.getKey(), new Entry(change.getOp() == Kvrpcpb.Op.Put ? change.getValue() : null, commit));
        }
    }

    private void put(ByteString key, Entry entry) {
        Entry before = entries.remove(key);
        bytes -= before == null ? 0 : size(key, before);
        long size = size(key, entry);
        if (size > most / LARGEST_SHARE) {
            return;
        }
        entries.put(key, entry);
        bytes += size;
        while (bytes > most) {
            Map.Entry<ByteString, Entry> eldest = entries.pollFirstEntry();
            bytes -= size(eldest.getKey(), eldest.getValue());
        }
    }

    private static long size(ByteString key, Entry entry) {
        ByteString value = entry.value();
        return ENTRY_BYTES + key.size() + (value == null ? 0 : value.size());
    }
}
