package ankurah.core.internal.schema;

import ankurah.core.Catalog;
import ankurah.event.AnkurahException;
import org.jspecify.annotations.Nullable;

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
        String nearest = nearest(catalog, collection);
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

    /** The name with the fewest edits, if these are few for its length. */
    private static @Nullable String nearest(Catalog catalog, String wanted) {
        if (wanted.length() > 255) {
            return null;
        }
        String best = null;
        int least = Math.max(2, wanted.length() / 3) + 1;
        for (String candidate : catalog.collections()) {
            int distance =
                    distance(wanted.toLowerCase(java.util.Locale.ROOT), candidate.toLowerCase(java.util.Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Insertions, deletions and replacements from one to the other (Levenshtein, 1966). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
