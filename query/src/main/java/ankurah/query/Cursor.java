package ankurah.query;

import ankurah.event.AnkurahException;
import ankurah.query.internal.CursorCodec;
import java.util.List;

/**
 * A place in the result of a query: behind the row with this key. It stays valid whatever happens to that row. The text
 * is opaque, carries a version and a checksum, and belongs to one order; it is no secret and no permission. A cursor of a
 * page belongs to one query as well.
 *
 * @param order a fingerprint of the order the key was taken in
 * @param selection a fingerprint of the collection and condition of the query it was taken from; 0 if it serves every
 *     query with that order
 */
public record Cursor(long order, long selection, SortKey key) {

    /** Behind the row that has this key in the order of {@code query}. */
    public static Cursor at(Query query, SortKey key) {
        if (key.values().size() != query.orderBy().size()) {
            throw otherOrder();
        }
        return new Cursor(CursorCodec.fingerprint(query.orderBy()), 0, key);
    }

    /** The same for this query of this collection alone, whatever its limit. */
    public static Cursor at(String collection, Query bound, SortKey key) {
        return new Cursor(at(bound, key).order(), CursorCodec.fingerprint(collection, bound.where()), key);
    }

    /**
     * Refuses a cursor that was taken from another query.
     *
     * @throws AnkurahException.Invalid {@code cursor.other_query}
     */
    public void requireSelection(String collection, Query bound) {
        if (selection != 0 && selection != CursorCodec.fingerprint(collection, bound.where())) {
            throw new AnkurahException.Invalid(
                    "cursor.other_query",
                    "the cursor was taken from another query or collection; use it with the query it came from, or begin"
                            + " anew without it");
        }
    }

    /** Letters, digits, {@code -} and {@code _}. */
    public String encode() {
        return CursorCodec.encode(this);
    }

    /**
     * Reads {@link #encode}.
     *
     * @throws AnkurahException.Invalid {@code cursor.malformed} for a text that was cut or changed;
     *     {@code cursor.newer_version} for one of a later version
     */
    public static Cursor decode(String text) {
        return CursorCodec.decode(text);
    }

    void requireOrder(List<OrderBy> columns) {
        if (key.values().size() != columns.size() || order != CursorCodec.fingerprint(columns)) {
            throw otherOrder();
        }
    }

    private static AnkurahException otherOrder() {
        return new AnkurahException.Invalid(
                "cursor.other_order",
                "the cursor was taken from a query with another ORDER BY; use it with the same order or begin anew");
    }
}
