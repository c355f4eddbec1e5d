package ankurah.core.internal.live;

import ankurah.core.Change;
import ankurah.core.Change.Kind;
import ankurah.core.ChangeSet;
import ankurah.core.Entity;
import ankurah.core.ResultSet;
import ankurah.event.EntityId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two changes of one result told as one. */
final class Coalesced {
    private Coalesced() {}

    /** @param before the result that {@code first} begins with */
    static ChangeSet of(ResultSet before, ChangeSet first, ChangeSet second) {
        Map<EntityId, Kind> kinds = new LinkedHashMap<>();
        first.changes().forEach(change -> kinds.put(change.id(), change.kind()));
        second.changes().forEach(change -> kinds.merge(change.id(), change.kind(), Coalesced::stronger));
        List<Change> removed = new ArrayList<>();
        List<Change> others = new ArrayList<>();
        kinds.forEach((id, kind) -> {
            int from = before.indexOf(id);
            int to = second.rows().indexOf(id);
            if (to >= 0) {
                Entity row = second.rows().get(to);
                others.add(new Change(from < 0 ? entered(kind) : stayed(kind), id, row, from, to));
            } else if (from >= 0) {
                removed.add(new Change(Kind.REMOVED, id, null, from, -1));
            }
        });
        removed.sort(Comparator.comparingInt(Change::oldIndex));
        others.sort(Comparator.comparingInt(Change::newIndex));
        removed.addAll(others);
        return new ChangeSet(second.position(), removed, second.rows());
    }

    /** What is worth telling of two things that happened to one row. */
    private static Kind stronger(Kind first, Kind second) {
        return second == Kind.UPDATED ? first : second;
    }

    private static Kind entered(Kind kind) {
        return kind == Kind.INITIAL ? Kind.INITIAL : Kind.ADDED;
    }

    /** A row that left and came back may stand anywhere. */
    private static Kind stayed(Kind kind) {
        return kind == Kind.UPDATED ? Kind.UPDATED : Kind.MOVED;
    }
}
