package ankurah.storage;

/** Hears of the indexes of an engine. Called by whoever reads or writes: must be quick and must not suspend. */
public interface IndexListener {

    /** {@link StorageEngine#workOnIndexes} has something to do. */
    void onWork();

    /** Snapshots taken from now on use another set of indexes than those taken before. */
    void onChange();
}
