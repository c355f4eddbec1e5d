package ankurah.core.internal.schema;

import ankurah.core.Catalog;
import ankurah.event.AnkurahException;
import ankurah.event.internal.Lists;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Collections by name. */
public final class KnownCollections {
    private static final int MOST_LISTED = 10;

    private KnownCollections() {}

    /** @throws AnkurahException.NotFound {@code schema.unknown_collection}, naming the nearest one there is */
    public static void requireKnown(Catalog catalog, String collection) {
        if (catalog.contains(collection)) {
            return;
        }
        throw new AnkurahException.NotFound("schema.unknown_collection", message(catalog.collections(), collection));
    }

    /** The same for a reader to whom not all collections are to be named. */
    public static void requireKnown(Catalog catalog, String collection, Predicate<String> named) {
        if (!catalog.contains(collection)) {
            List<String> some = Lists.filter(catalog.collections(), named);
            throw new AnkurahException.NotFound("schema.unknown_collection", message(some, collection));
        }
    }

    private static String message(Collection<String> collections, String collection) {
        String nearest = Nearest.of(collections, collection);
        StringBuilder text = new StringBuilder("there is no collection '")
                .append(shown(collection))
                .append('\'');
        if (nearest != null) {
            text.append("; did you mean '").append(nearest).append("'?");
        } else if (collections.isEmpty()) {
            text.append("; nothing has been written yet");
        } else {
            text.append("; there are ")
                    .append(String.join(", ", Lists.first(collections, MOST_LISTED)))
                    .append(collections.size() > MOST_LISTED ? ", ..." : "");
        }
        return text.toString();
    }

    private static String shown(String collection) {
        return collection.length() > 60 ? collection.substring(0, 60) + "..." : collection;
    }
}
