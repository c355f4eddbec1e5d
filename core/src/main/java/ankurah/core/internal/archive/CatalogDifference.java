package ankurah.core.internal.archive;

import ankurah.core.Catalog;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one catalog has and another lacks. */
final class CatalogDifference {
    private CatalogDifference() {}

    /** The first thing of {@code all} that {@code other} does not have, in words; null if it has all. */
    static @Nullable String missing(Catalog all, Catalog other) {
        for (String collection : all.collections()) {
            if (!other.contains(collection)) {
                return "the collection '" + collection + "'";
            }
            for (Map.Entry<String, Catalog.Property> one :
                    all.properties(collection).entrySet()) {
                Catalog.Property there = other.property(collection, one.getKey());
                if (there == null || !there.kinds().containsAll(one.getValue().kinds())) {
                    return "the property '" + one.getKey() + "' of '" + collection + "', or a kind of its values";
                }
            }
        }
        return null;
    }
}
