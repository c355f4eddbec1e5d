package ankurah.storage.internal.engine;

import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.internal.key.Keys;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The index entries of an ordered store. */
record StoredEntries(OrderedSnapshot store) implements IndexCheck.Entries {
    @Override
    public byte @Nullable [] missing(Index index, List<byte[]> keys) {
        for (byte[] key : keys) {
            if (store.get(key) == null) {
                return key;
            }
        }
        return null;
    }

    @Override
    public long count(Index index) {
        byte[] prefix = Keys.index(index.number());
        return store.count(prefix, Keys.behind(prefix), Long.MAX_VALUE);
    }

    @Override
    public void each(Index index, Predicate<byte[]> isFound) {
        byte[] prefix = Keys.index(index.number());
        try (OrderedCursor all = store.scan(prefix, Keys.behind(prefix), false)) {
            boolean found = false;
            while (!found && all.next()) {
                found = isFound.test(all.key());
            }
        }
    }
}
