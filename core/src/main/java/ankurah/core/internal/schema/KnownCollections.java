package ankurah.core.internal.schema;

import ankurah.core.Catalog;
import ankurah.event.AnkurahException;

/** Collections by name. */
public final class KnownCollections {
    private static final int MOST_LISTED = 10;

    private KnownCollections() {}

    /** @throws AnkurahException.NotFound {@code schema.unknown_collection}, naming the nearest one there is */
    public static void requireKnown(Catalog catalog, String collection) {
        if (catalog.contains(collection)) {
            return;
        }
        throw new AnkurahException.NotFound("schema.unknown_collection", message(catalog, collection));
    }

    private static String message(Catalog catalog, String collection) {
        String nearest = Nearest.of(catalog.collections(), collection);
        StringBuilder text = new StringBuilder("there is no collection '")
                .append(shown(collection))
                .append('\'');
        if (nearest != null) {
            text.append("; did you mean '").append(nearest).append("'?");
        } else if (catalog.collections().isEmpty()) {
            text.append("; nothing has been written yet");
        } else {
            text.append("; there are ")
                    .append(String.join(
                            ", ",
                            catalog.collections().stream().limit(MOST_LISTED).toList()))
                    .append(catalog.collections().size() > MOST_LISTED ? ", ..." : "");
        }
        return text.toString();
    }

    private static String shown(String collection) {
        return collection.length() > 60 ? collection.substring(0, 60) + "..." : collection;
    }
}
