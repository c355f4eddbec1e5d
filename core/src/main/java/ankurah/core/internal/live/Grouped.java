package ankurah.core.internal.live;

import ankurah.core.Entity;
import ankurah.core.Groups;
import ankurah.event.Value;
import ankurah.query.SortKey;
import ankurah.storage.tree.PersistentMap;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Optional;

/**
 * Rows by a value.
 *
 * @param order the order of the rows in a group
 */
record Grouped(String property, PersistentMap<Value, Members> members, Comparator<? super SortKey> order)
        implements Groups {

    /** The rows of one group. */
    record Members(Rows rows, Sum sum) {
        Group shown(String property) {
            Entity first = rows.get(0);
            return new Group(first.get(property), rows, sum.value());
        }
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public Optional<Group> find(Value key) {
        Members found = members.get(key);
        return found == null ? Optional.empty() : Optional.of(found.shown(property));
    }

    @Override
    public Iterator<Group> iterator() {
        Iterator<PersistentMap.Entry<Value, Members>> entries = members.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Group next() {
                return entries.next().value().shown(property);
            }
        };
    }
}
