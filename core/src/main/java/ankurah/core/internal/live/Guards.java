package ankurah.core.internal.live;

import ankurah.core.internal.entity.AllRows;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.FollowingRow;
import ankurah.core.internal.entity.References;
import ankurah.core.internal.entity.RowReader;
import ankurah.core.internal.entity.View;
import ankurah.event.EntityId;
import ankurah.query.Evaluator;
import ankurah.query.Operand;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a change elsewhere may open to readers, or hide from them, because a condition of reading looks at it through a
 * reference: {@code artist.label.owner = 'ann'}.
 *
 * <p>For each such path of a collection it is known which entities it leads through for which rows. That does not depend on
 * who reads, so it is kept once for all readers, where a query through references keeps its own ({@link Followed}). A change of
 * one of these entities becomes a list of rows that are as they were, and lead elsewhere; the feeds concerned are then found by
 * where the rows led and lead, like those concerned by a changed row. So a commit costs about the same however many readers
 * there are.
 *
 * <p>Built when the first reader comes, with one look at each row of the collection; let go when the last has gone. That look is
 * taken without the lock ({@link GuardLoading}): what is published meanwhile is noted and made up for. Guarded by the reactor's
 * lock.
 */
final class Guards {
    private final Map<Place, Guard> guards = new LinkedHashMap<>();
    private final int mostLinks;

    Guards() {
        this(Followed.MOST_LINKS);
    }

    /** @param mostLinks how much a guard keeps until it gives up */
    Guards(int mostLinks) {
        this.mostLinks = mostLinks;
    }

    /** A path of a collection. */
    record Place(String collection, Operand.Path path) {
        /** Where the path leads through for all rows. */
        Followed load(View view, int mostLinks) {
            Followed found = new Followed(mostLinks);
            try (RowCursor rows = RowReader.plain(view, collection, Query.ALL, AllRows.FILTER)) {
                // To the last one, for who gives up still has to know all collections that rows lead through.
                for (EntityState row = rows.next(); row != null; row = rows.next()) {
                    follow(found, row, view);
                }
            }
            return found;
        }

        void follow(Followed into, EntityState row, View view) {
            if (!row.isDeleted()) {
                var unused = Evaluator.value(path, new FollowingRow(row, view, AllRows.FILTER, into));
            }
            into.decided(row.id());
        }

        /** Has who gave up, and does not know the rows any more, know the collections that an entity leads them on to. */
        void followOn(Followed into, EntityState target, View view) {
            into.followed(target.id(), target);
            List<String> steps = path.steps();
            for (int i = 1; i < steps.size() && !target.isDeleted(); i++) {
                Operand.Path rest = new Operand.Path(steps.subList(i, steps.size()));
                var unused = Evaluator.value(rest, new FollowingRow(target, view, AllRows.FILTER, into));
            }
            into.decided(target.id());
        }
    }

    /**
     * What a publication opened or hid.
     *
     * @param rows each as it was and is
     * @param lost the paths of which it is not known
     */
    record Turned(List<Changed> rows, Set<Place> lost) {
        static final Turned NONE = new Turned(List.of(), Set.of());
    }

    private final class Guard {
        final Place place;
        /** Null as long as the path leads to no other entity in any row. */
        private @Nullable Followed followed;

        /** Who reads what it is to know; null when nobody does. */
        @Nullable
        GuardLoading loading;

        /** It was given up, so whoever looks through it has to read anew once it is loaded. */
        private boolean broken;

        int users;

        Guard(Place place) {
            this.place = place;
        }

        boolean mayRefer(View view) {
            return References.mayRefer(place.collection, place.path.property(), view.catalog());
        }

        void load(View view) {
            followed = place.load(view, mostLinks);
        }

        void follow(Followed into, EntityState row, View view) {
            place.follow(into, row, view);
        }

        /** Whether the row may lead elsewhere than before; where its targets lead is found by them. */
        boolean mayLeadElsewhere(Changed row) {
            EntityState before = row.before();
            EntityState after = row.after();
            String first = place.path.property();
            return before == null
                    || before.isDeleted() != after.isDeleted()
                    || !before.get(first).equals(after.get(first));
        }

        boolean isRelevant(Changed target) {
            EntityState before = target.before();
            EntityState after = target.after();
            if (before == null || before.isDeleted() != after.isDeleted()) {
                return true;
            }
            List<String> steps = place.path.steps();
            for (int i = 1; i < steps.size(); i++) {
                if (!before.get(steps.get(i)).equals(after.get(steps.get(i)))) {
                    return true;
                }
            }
            return false;
        }
    }

    boolean isEmpty() {
        return guards.isEmpty();
    }

    /**
     * What has to be read before a selection can be used, or is being read by somebody; null if nothing is. Whoever gets it
     * that is not yet begun reads it, and then calls {@link #loaded}.
     */
    @Nullable
    GuardLoading missing(Selection selection, View view) {
        for (Operand.Path path : selection.guarded) {
            Guard guard = guards.computeIfAbsent(new Place(selection.collection, path), Guard::new);
            if (guard.loading != null) {
                return guard.loading;
            }
            if (guard.followed == null && !guard.broken && guard.mayRefer(view)) {
                guard.users++;
                guard.loading = new GuardLoading(guard.place, mostLinks);
                return guard.loading;
            }
        }
        return null;
    }

    /** If it could not be read whole, who uses it reads it under the lock. */
    void loaded(GuardLoading loading, View newest) {
        Guard guard = guards.get(loading.place);
        if (guard != null && guard.loading == loading) {
            guard.loading = null;
            guard.users--;
            if (guard.followed == null) {
                // Until it is known to be whole.
                guard.broken = true;
                guard.followed = loading.madeUp(newest);
                guard.broken = guard.followed == null;
            }
        }
    }

    /** For one more reader of the selection. */
    void use(Selection selection, View view) {
        for (Operand.Path path : selection.guarded) {
            Guard guard = guards.computeIfAbsent(new Place(selection.collection, path), Guard::new);
            guard.users++;
            if (guard.followed == null && guard.mayRefer(view)) {
                guard.load(view);
            }
        }
    }

    /** One reader of the selection has gone. What nobody uses stays until {@link #sweep}, for it is often used again at once. */
    void unuse(Selection selection) {
        for (Operand.Path path : selection.guarded) {
            Guard guard = guards.get(new Place(selection.collection, path));
            if (guard != null) {
                guard.users--;
            }
        }
    }

    void sweep() {
        guards.values().removeIf(guard -> guard.users <= 0);
    }

    void clear() {
        guards.clear();
    }

    /** After a failure nothing that is known here proves anything. */
    Turned giveUp() {
        for (Guard guard : guards.values()) {
            if (guard.loading != null) {
                guard.loading.lose();
            }
            guard.followed = null;
            guard.broken = true;
        }
        return new Turned(List.of(), Set.copyOf(guards.keySet()));
    }

    /** Follows one publication. */
    Turned advance(List<Changed> changes, View next) {
        if (guards.isEmpty()) {
            return Turned.NONE;
        }
        Set<EntityId> changed = new LinkedHashSet<>();
        changes.forEach(change -> changed.add(change.after().id()));
        Map<EntityId, Changed> rows = new HashMap<>();
        List<Changed> inOrder = new ArrayList<>();
        Set<Place> lost = new LinkedHashSet<>();
        for (Guard guard : guards.values()) {
            for (EntityId id : advance(guard, changes, changed, next, lost)) {
                EntityState row = rows.containsKey(id) ? null : next.state(guard.place.collection, id);
                if (row != null) {
                    Changed same = new Changed(row, row);
                    rows.put(id, same);
                    inOrder.add(same);
                }
            }
        }
        return inOrder.isEmpty() && lost.isEmpty() ? Turned.NONE : new Turned(inOrder, lost);
    }

    private Set<EntityId> advance(
            Guard guard, List<Changed> changes, Set<EntityId> changed, View next, Set<Place> lost) {
        if (guard.loading != null) {
            guard.loading.note(changes);
        }
        if (guard.followed == null) {
            takeUp(guard, changes, next, lost);
            return Set.of();
        }
        Followed followed = guard.followed;
        Set<EntityId> rows = new LinkedHashSet<>();
        for (Changed change : changes) {
            if (followed.mayHold(change) && guard.isRelevant(change)) {
                if (followed.isLost()) {
                    lost.add(guard.place);
                    guard.place.followOn(followed, change.after(), next);
                }
                followed.addRows(change.after().id(), rows);
            }
        }
        // Among them those that were changed together with what they lead through.
        Set<EntityId> anew = new LinkedHashSet<>(rows);
        for (Changed change : changes) {
            if (change.after().collection().equals(guard.place.collection) && guard.mayLeadElsewhere(change)) {
                anew.add(change.after().id());
            }
        }
        for (EntityId id : anew) {
            EntityState row = next.state(guard.place.collection, id);
            if (row != null) {
                guard.follow(followed, row, next);
            }
        }
        rows.removeAll(changed);
        return rows;
    }

    /** A path that led nowhere until now does so for none but the changed rows. */
    private void takeUp(Guard guard, List<Changed> changes, View next, Set<Place> lost) {
        if (guard.broken) {
            lost.add(guard.place);
            guard.broken = false;
            if (guard.mayRefer(next)) {
                guard.load(next);
            }
        } else if (guard.loading == null && guard.mayRefer(next)) {
            Followed first = new Followed(mostLinks);
            for (Changed change : changes) {
                if (change.after().collection().equals(guard.place.collection)) {
                    guard.follow(first, change.after(), next);
                }
            }
            guard.followed = first;
        }
    }
}
