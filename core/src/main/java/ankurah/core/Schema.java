package ankurah.core;

import ankurah.storage.IndexStatus;
import java.util.List;

/**
 * What a durable node knows of its collections.
 *
 * @param catalog what is stored, as far as the asker may know of it
 * @param indexes all that there are on these collections, sorted
 */
public record Schema(Catalog catalog, List<IndexStatus> indexes) {
    public Schema {
        indexes = List.copyOf(indexes);
    }
}
