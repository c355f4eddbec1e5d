package ankurah.core.model;

import ankurah.storage.Position;
import java.util.List;

/**
 * What one commit did to one query; or several commits, if the listener was slower than they came.
 *
 * @param position where the result now stands
 * @param changes one for each row that changed: the removed ones in their old order, then the others in the new
 * @param rows the whole result at that position
 */
public record TypedChangeSet<V extends View<?>>(
        Position position, List<TypedChange<V>> changes, TypedResultSet<V> rows) {
    public TypedChangeSet {
        changes = List.copyOf(changes);
    }
}
