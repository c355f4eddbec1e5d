package ankurah.core.internal.live;

import ankurah.core.Entity;
import ankurah.event.Value;
import ankurah.query.SortKey;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.PersistentMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows by the values of a property.
 *
 * @param summed what is summed for each group; null if nothing is
 */
record Grouping(String property, @Nullable String summed) implements Derivation<Grouped> {
    @Override
    public Grouped empty(Rows like) {
        return new Grouped(
                property, PersistentMap.empty(Value::compareTo), like.sorted().order());
    }

    @Override
    public Grouped next(Grouped before, Rows old, Rows now) {
        Map<Value, Change> changes = new TreeMap<>();
        RowChanges.visit(old, now, (key, was, is) -> {
            if (was != null) {
                change(before, changes, was).remove(key, was);
            }
            if (is != null) {
                change(before, changes, is).put(key, is);
            }
        });
        return changes.isEmpty() ? before : patched(before, changes);
    }

    private static Grouped patched(Grouped before, Map<Value, Change> changes) {
        Editor<Value, Grouped.Members> editor = before.members().edit();
        changes.forEach((value, change) -> {
            Rows rows = change.patch.done();
            if (rows.isEmpty()) {
                editor.remove(value);
            } else {
                editor.put(value, new Grouped.Members(rows, change.sum));
            }
        });
        return new Grouped(before.property(), editor.build(), before.order());
    }

    private Change change(Grouped before, Map<Value, Change> changes, Entity row) {
        Value value = row.get(property);
        return changes.computeIfAbsent(
                value, v -> new Change(before, before.members().get(v)));
    }

    /** What happens to one group. */
    private final class Change {
        final Derived.Patch patch;
        Sum sum;

        Change(Grouped groups, Grouped.@Nullable Members members) {
            this.patch = new Derived.Patch(
                    members != null
                            ? members.rows()
                            : new Rows(
                                    PersistentMap.empty(groups.order()),
                                    Held.none(Held.BY_ID).keys(),
                                    0));
            this.sum = members == null ? Sum.ZERO : members.sum();
        }

        void remove(SortKey key, Entity row) {
            patch.remove(key);
            if (summed != null) {
                sum = sum.minus(row.get(summed));
            }
        }

        void put(SortKey key, Entity row) {
            patch.put(key, row);
            if (summed != null) {
                sum = sum.plus(row.get(summed));
            }
        }
    }
}
