package ankurah.simulation;

import ankurah.query.AnkQl;
import ankurah.query.Query;

/** A query that clients keep open, follow, and compare with what a fresh one gives. */
public record Watched(String collection, Query query) {

    /**
     * @param collection its stored name
     * @param ankql empty for all rows
     */
    public static Watched of(String collection, String ankql) {
        return new Watched(collection, AnkQl.parse(ankql));
    }

    /** Whether its order is the server's alone, because it depends on rows that a client need not hold. */
    public boolean isOrderedByReferences() {
        return query.toString().contains(".");
    }
}
