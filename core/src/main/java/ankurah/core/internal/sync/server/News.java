package ankurah.core.internal.sync.server;

import ankurah.core.Change;
import ankurah.core.ResultSet;
import ankurah.event.EntityId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened to the rows of one subscription since its client was last told: which rows were touched, and what the
 * rows now are. Several commits merge into one.
 */
final class News {
    /** True for rows that were in the result after every commit, so that their events tell the client all of it. */
    private Map<EntityId, Boolean> touched = new LinkedHashMap<>();

    private ResultSet rows;
    private boolean all;

    News(ResultSet rows) {
        this.rows = rows;
    }

    ResultSet rows() {
        return rows;
    }

    /** Whether the touched rows are no longer known one by one, so that the results must be compared. */
    boolean all() {
        return all;
    }

    Map<EntityId, Boolean> touched() {
        return touched;
    }

    /** How many rows more are remembered. */
    int add(List<Change> changes, ResultSet now) {
        rows = now;
        if (all) {
            return 0;
        }
        int before = touched.size();
        for (Change change : changes) {
            boolean stayed = change.kind() == Change.Kind.UPDATED
                    || change.kind() == Change.Kind.MOVED && change.oldIndex() >= 0;
            touched.merge(change.id(), stayed, (a, b) -> a && b);
        }
        return touched.size() - before;
    }

    /** Takes later news of the same subscription in. */
    void merge(News later) {
        rows = later.rows;
        all |= later.all;
        if (all) {
            touched = Map.of();
        } else {
            later.touched.forEach((id, stayed) -> touched.merge(id, stayed, (a, b) -> a && b));
        }
    }

    /** Lets the single rows go. */
    void forget() {
        all = true;
        touched = Map.of();
    }
}
