package ankurah.storage;

import ankurah.event.AnkurahException;

/**
 * How many indexes a collection may have, each of which makes every write to its properties dearer, and how they are built.
 *
 * @param perCollection at most so many, declared or not
 * @param onDemand at most so many of them made on demand; 0 to make none
 * @param onDemandRows a collection with fewer rows gets none on demand: looking at all of them is cheap enough
 * @param rowsAtOnce how many rows {@link StorageEngine#workOnIndexes} indexes in one call, which is how long a commit may have
 *     to wait for it
 */
public record IndexLimits(int perCollection, int onDemand, int onDemandRows, int rowsAtOnce) {
    public static final IndexLimits DEFAULT = new IndexLimits(32, 4, 2_000, 512);

    /** Only what is declared. */
    public static final IndexLimits DECLARED_ONLY = new IndexLimits(32, 0, 0, 512);

    /** @throws AnkurahException.Invalid {@code index.limits} for limits below 0, or no rows at once */
    public IndexLimits {
        if (perCollection < 0 || onDemand < 0 || onDemandRows < 0 || rowsAtOnce < 1) {
            throw new AnkurahException.Invalid(
                    "index.limits",
                    "limits of indexes are 0 or more, and at least 1 row is indexed at once; not " + perCollection
                            + ", " + onDemand + ", " + onDemandRows + ", " + rowsAtOnce);
        }
    }

    /** What is thrown when one is declared on a collection that has as many as it may. */
    public static AnkurahException.Conflict exceeded(IndexSpec wanted, int its) {
        return new AnkurahException.Conflict(
                "index.too_many",
                wanted.collection() + " has " + its
                        + " indexes, which is as many as a collection may have; drop one before another on " + wanted);
    }
}
