package ankurah.core.internal.gate;

import ankurah.event.AnkurahException;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;

/** Tells the store of an ephemeral node, which has states without a history, from a durable one's. */
public final class ClientsStore {
    /** The small record that says which version of the layout of a client's store it is. */
    public static final String FORMAT = "client/version";

    private ClientsStore() {}

    /** @throws AnkurahException.Conflict {@code sync.clients_store} */
    static void refuse(StorageEngine storage) {
        try (StorageSnapshot snapshot = storage.snapshot()) {
            if (snapshot.meta(FORMAT) != null) {
                throw new AnkurahException.Conflict(
                        "sync.clients_store",
                        "this store belongs to an ephemeral node and holds no history; give a durable node another");
            }
        }
    }
}
