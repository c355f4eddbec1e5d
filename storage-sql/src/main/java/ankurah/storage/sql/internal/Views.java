package ankurah.storage.sql.internal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;

/**
 * The collections whose views lack a column. A view is made aside from the commits, for somebody who looks at it may hold
 * that up for as long as he likes; one that could not be made is tried again when its collection gets a further column.
 */
final class Views {
    private static final int MOST_WAITING = 1_000;

    private final ArrayDeque<String> waiting = new ArrayDeque<>();

    /** Whether there are new columns. */
    @SuppressWarnings("ReferenceEquality") // a short cut
    synchronized boolean note(SqlCatalog now, SqlCatalog before) {
        if (now == before) {
            return false;
        }
        boolean more = false;
        for (Map.Entry<String, Stored> entry : now.collections().entrySet()) {
            boolean changed = !entry.getValue().equals(before.collection(entry.getKey()));
            if (changed && waiting.size() < MOST_WAITING && !waiting.contains(entry.getKey())) {
                waiting.add(entry.getKey());
                more = true;
            }
        }
        return more;
    }

    synchronized boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** The statements for the next view; none if no view lacks anything. */
    synchronized List<String> next(SqlCatalog catalog, Dialect dialect) {
        String name = waiting.poll();
        Stored stored = name == null ? null : catalog.collection(name);
        return stored == null ? List.of() : Shown.view(stored, dialect);
    }
}
