package ankurah.core.internal.live;

import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.FollowingRow;
import ankurah.event.EntityId;
import ankurah.storage.EntityState;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.MapCursor;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entities were looked at to decide about which rows of a feed that follows references. It covers all rows of the
 * feed's collection, for a row that does not belong may do so once the entity it refers to has changed.
 *
 * <p>Also known are the collections of these entities, so that commits elsewhere need not ask; one that was not found has
 * none, and may turn up in any. Both only grow until the feed is read anew.
 *
 * <p>Beyond {@value #MOST_LINKS} pairs it gives up, and the feed is read anew whenever one of these collections changes.
 */
final class Followed implements FollowingRow.Trail {
    static final int MOST_LINKS = 1_000_000;

    private static final EntityId LEAST = EntityId.fromBytes(new byte[32]);

    /** A row, and what was looked at to decide about it. */
    private record Link(EntityId target, EntityId row) implements Comparable<Link> {
        @Override
        public int compareTo(Link other) {
            int order = target.compareTo(other.target);
            return order != 0 ? order : row.compareTo(other.row);
        }
    }

    private final int mostLinks;
    private Editor<Link, Boolean> links = noLinks();
    private final Map<EntityId, List<EntityId>> targets = new HashMap<>();
    private final Set<String> collections = new LinkedHashSet<>();
    private boolean dangling;
    private boolean lost;
    /** What is being looked at to decide about the row in hand. */
    private final List<EntityId> current = new ArrayList<>();

    Followed() {
        this(MOST_LINKS);
    }

    Followed(int mostLinks) {
        this.mostLinks = mostLinks;
    }

    /** Where the entities stand that were found. */
    Set<String> collections() {
        return collections;
    }

    /** Whether an entity was not found. */
    boolean isDangling() {
        return dangling;
    }

    /** Whether it gave up. */
    boolean isLost() {
        return lost;
    }

    @Override
    public void followed(EntityId target, @Nullable EntityState found) {
        if (found == null) {
            dangling = true;
        } else {
            collections.add(found.collection());
        }
        if (!lost && !current.contains(target)) {
            current.add(target);
        }
    }

    /** The decision about a row is made; what was followed since the last one was followed for it. */
    void decided(EntityId row) {
        List<EntityId> now = List.copyOf(current);
        current.clear();
        if (lost) {
            return;
        }
        List<EntityId> old = now.isEmpty() ? targets.remove(row) : targets.put(row, now);
        if (now.equals(old)) {
            return;
        }
        if (old != null) {
            old.forEach(target -> links.remove(new Link(target, row)));
        }
        now.forEach(target -> links.put(new Link(target, row), true));
        if (links.size() > mostLinks) {
            giveUp();
        }
    }

    private void giveUp() {
        lost = true;
        targets.clear();
        links = noLinks();
    }

    private static Editor<Link, Boolean> noLinks() {
        return PersistentMap.<Link, Boolean>empty(Link::compareTo).edit();
    }

    /** Adds the rows that the entity was looked at for. */
    void addRows(EntityId target, Set<EntityId> to) {
        MapCursor<Link, Boolean> cursor = links.build().ascending(new Link(target, LEAST), null);
        while (cursor.next() && cursor.key().target().equals(target)) {
            to.add(cursor.key().row());
        }
    }

    /** Whether an entity may have been looked at, going by where it stands. */
    boolean mayHold(Changed change) {
        return collections.contains(change.after().collection()) || dangling && change.before() == null;
    }

    /** Whether the entity was looked at. */
    boolean holds(EntityId target) {
        MapCursor<Link, Boolean> cursor = links.build().ascending(new Link(target, LEAST), null);
        return cursor.next() && cursor.key().target().equals(target);
    }
}
