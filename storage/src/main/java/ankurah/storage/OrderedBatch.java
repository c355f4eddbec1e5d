package ankurah.storage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes to an {@link OrderedStore} that belong together, in order: a later one of the same key wins. */
public final class OrderedBatch {
    private final List<byte[]> keys = new ArrayList<>();
    private final List<byte @Nullable []> values = new ArrayList<>();

    public OrderedBatch put(byte[] key, byte[] value) {
        keys.add(key);
        values.add(value);
        return this;
    }

    public OrderedBatch delete(byte[] key) {
        keys.add(key);
        values.add(null);
        return this;
    }

    public int size() {
        return keys.size();
    }

    public byte[] key(int index) {
        return keys.get(index);
    }

    /** Null for a deletion. */
    public byte @Nullable [] value(int index) {
        return values.get(index);
    }
}
