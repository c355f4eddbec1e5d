package ankurah.storage.tikv.internal;

import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.tikv.TikvOptions;

/** Empties a namespace; the record of its owner stays. */
public final class Wipe {
    private static final int KEYS_AT_ONCE = 5_000;

    private Wipe() {}

    public static void all(String addresses, TikvOptions options) {
        try (TikvStore store = TikvStore.open(addresses, options);
                OrderedSnapshot now = store.snapshot();
                OrderedCursor keys = now.scan(Bench.FIRST, Bench.LIMIT, false)) {
            OrderedBatch batch = new OrderedBatch();
            while (keys.next()) {
                batch.delete(keys.key());
                if (batch.size() == KEYS_AT_ONCE) {
                    store.write(batch, Durability.SYNCED);
                    batch = new OrderedBatch();
                }
            }
            store.write(batch, Durability.SYNCED);
        }
    }
}
