package ankurah.core.internal.gate;

import ankurah.event.AnkurahException;
import ankurah.storage.StorageSnapshot;

/** A store that is being filled from an export belongs to the load, until everything is there and was checked. */
public final class HalfLoaded {
    /** The small record that is there meanwhile: the first line of the export. */
    public static final String MARK = "loading";

    private HalfLoaded() {}

    /** @throws AnkurahException.Conflict {@code storage.half_loaded} */
    public static void refuse(StorageSnapshot snapshot) {
        if (snapshot.meta(MARK) != null) {
            throw new AnkurahException.Conflict(
                    "storage.half_loaded",
                    "an export was being loaded into this store and is not all there; load the same export again, which"
                            + " goes on where it was, or remove the store");
        }
    }
}
