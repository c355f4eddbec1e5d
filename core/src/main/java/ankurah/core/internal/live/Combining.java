package ankurah.core.internal.live;

import ankurah.core.Entity;
import ankurah.core.ResultSet;
import ankurah.event.EntityId;
import ankurah.query.SortKey;
import ankurah.signals.Signal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of either of two, by id. Like {@link Following}, but of two. */
final class Combining {
    private static final Rows NONE = Held.none(Held.BY_ID).show(0);

    private final Signal<ResultSet> first;
    private final Signal<ResultSet> second;
    private volatile Kept kept = new Kept(NONE, NONE, NONE);

    private record Kept(Rows first, Rows second, Rows both) {}

    Combining(Signal<ResultSet> first, Signal<ResultSet> second) {
        this.first = first;
        this.second = second;
    }

    Rows value() {
        Rows one = (Rows) first.get();
        Rows other = (Rows) second.get();
        Kept last = kept;
        if (last.first.equals(one) && last.second.equals(other)) {
            return last.both;
        }
        Set<EntityId> concerned = new LinkedHashSet<>();
        collect(last.first, one, concerned);
        collect(last.second, other, concerned);
        Derived.Patch patch = new Derived.Patch(last.both);
        for (EntityId id : concerned) {
            decide(id, one, other, last.both, patch);
        }
        Rows both = patch.done();
        kept = new Kept(one, other, both);
        return both;
    }

    private static void collect(Rows old, Rows now, Set<EntityId> ids) {
        if (RowChanges.areComparable(old, now)) {
            RowChanges.visit(old, now, (key, was, is) -> ids.add(key.id()));
        } else {
            old.forEach(row -> ids.add(row.id()));
            now.forEach(row -> ids.add(row.id()));
        }
    }

    private static void decide(EntityId id, Rows one, Rows other, Rows before, Derived.Patch patch) {
        Entity row = find(id, one);
        row = row != null ? row : find(id, other);
        SortKey key = new SortKey(List.of(), id);
        Entity had = before.sorted().get(key);
        if (row == null && had != null) {
            patch.remove(key);
        } else if (row != null && !row.equals(had)) {
            patch.put(key, row);
        }
    }

    private static @Nullable Entity find(EntityId id, Rows rows) {
        return rows.find(id).orElse(null);
    }
}
