package ankurah.core.internal.sync.client;

import ankurah.core.Catalog;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.live.Reactor;
import ankurah.core.internal.type.Properties;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.Position;
import ankurah.storage.PropertyState;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entities that a subscription covers or a pending commit touches: their confirmed states, which the store has too, and
 * what is shown of them, which is the root. Belongs to the replica's turn.
 */
final class HeldRows implements Shelf.Held {
    private final Fold fold;
    private final Reactor reactor;
    private final ClientStore store;
    private final Shelf shelf;
    private final Outbox outbox;
    private final Map<EntityId, Held> held = new HashMap<>();
    /** What the store said of entities that nobody has asked for yet. */
    private final Map<EntityId, List<Long>> foundContained;
    /** Entities that may look different, to readers or in the store. */
    private final Set<EntityId> dirty = new LinkedHashSet<>();
    /** Those among them that the store has not been told of. */
    private final Set<EntityId> unsaved = new LinkedHashSet<>();
    /** The entities that pending commits touch, as the published root shows them. */
    private volatile PersistentMap<EntityId, Boolean> pendingIds = PersistentMap.empty(EntityId::compareTo);

    private Catalog catalog;
    private Catalog savedCatalog;
    /** Of confirmed states alone: what is pending the server may refuse. */
    private volatile Catalog confirmedCatalog = Catalog.EMPTY;

    HeldRows(Fold fold, Reactor reactor, ClientStore store, Shelf shelf, Outbox outbox, ClientStore.Found found) {
        this.fold = fold;
        this.reactor = reactor;
        this.store = store;
        this.shelf = shelf;
        this.outbox = outbox;
        this.catalog = found.catalog();
        this.savedCatalog = found.catalog();
        this.foundContained = new HashMap<>(found.contained());
    }

    @Override
    public boolean isHeld(EntityId id) {
        return held.containsKey(id);
    }

    /** As the published root shows it; by any thread. */
    boolean isPending(EntityId id) {
        return pendingIds.containsKey(id);
    }

    boolean isCovered(EntityId id) {
        Held its = held.get(id);
        return its != null && its.isCovered();
    }

    @Nullable
    EntityState confirmed(EntityId id) {
        Held its = held.get(id);
        return its == null ? null : its.confirmed();
    }

    /** What is held of an entity from now on; what the shelf has of it is the beginning. */
    private Held hold(EntityId id) {
        Held its = held.get(id);
        return its == null ? holdFrom(shelf.place(id), id) : its;
    }

    private Held holdFrom(Shelf.@Nullable Place place, EntityId id) {
        Held its = new Held();
        EntityState stored = place == null ? null : store.state(place.collection(), id);
        if (place != null && stored != null) {
            its.load(stored, fold.properties().known(stored), place.number());
            its.apart = place.apart();
        }
        List<Long> contained = foundContained.remove(id);
        if (contained != null) {
            its.loadContained(contained, outbox.of(id));
        }
        held.put(id, its);
        return its;
    }

    /** Looks at an entity again, though nothing is said about it. */
    void touch(Collection<EntityId> ids) {
        dirty.addAll(ids);
        unsaved.addAll(ids);
    }

    /** More is known of what is held, though it looks the same. */
    void saveSoon(Collection<EntityId> ids) {
        unsaved.addAll(ids);
    }

    /** Folds pending commits anew, for they are others now. */
    void refold(Set<EntityId> ids) {
        for (EntityId id : ids) {
            Held its = held.get(id);
            if (its != null) {
                its.forgetFolded();
            }
        }
        touch(ids);
    }

    Set<EntityId> dirty() {
        return dirty;
    }

    // What the server says.

    /** @param number where in the log the state is from: own commits up to there are in it, also while readers see less */
    void confirm(EntityState state, long number) {
        Held its = hold(state.id());
        its.confirm(state, number);
        its.apart = false;
        note(state);
    }

    private void note(EntityState state) {
        Properties.settle(state);
        catalog = ClientCatalog.note(catalog, state);
        confirmedCatalog = ClientCatalog.note(confirmedCatalog, state);
        touch(List.of(state.id()));
    }

    /** By any thread. */
    Catalog confirmedCatalog() {
        return confirmedCatalog;
    }

    void confirm(Event event, long number) {
        Held its = held.get(event.entity());
        EntityState confirmed = its == null ? null : its.confirmed();
        if (its != null && confirmed != null && !confirmed.head().contains(event.id())) {
            EntityState next = fold.apply(confirmed, event);
            its.confirmMore(next, number);
            its.apart = false;
            note(next);
        }
    }

    /** A state from this place in the log that no subscription brought. */
    void confirmLoose(EntityState state, long number) {
        Held its = hold(state.id());
        if (!its.isVouched() && number >= its.number()) {
            its.confirm(state, number);
            its.loose = true;
            its.apart = true;
            touch(List.of(state.id()));
        }
    }

    /** What no subscription that follows has brought is as the node itself left it. */
    void keepOwn(PendingCommit commit) {
        for (EntityId id : commit.entities()) {
            Held its = hold(id);
            if (!its.contains(commit)) {
                its.confirmMore(folded(its.confirmed(), commit, id), commit.place());
                its.loose = true;
                its.apart = true;
            }
        }
        touch(commit.entities());
    }

    /** Holds what the store has of a row of an answer that was taken from the shelf; false if it has nothing. */
    boolean prepare(EntityId id, Shelf.Answer taken) {
        Held its = held.get(id);
        return (its == null ? holdFrom(shelf.place(id, taken), id) : its).confirmed() != null;
    }

    /** @param provisionally only until a server has been asked */
    void cover(EntityId id, boolean provisionally) {
        hold(id).cover(provisionally);
        touch(List.of(id));
    }

    /** Of a subscription that goes on from an answer, and that nobody reads through yet; it is shown with all of its rows. */
    void coverAgain(EntityId id) {
        hold(id).cover(false);
        unsaved.add(id);
    }

    /** @param keep whether it is worth keeping; not if the server took it out */
    void uncover(EntityId id, boolean provisionally, boolean keep) {
        Held its = held.get(id);
        if (its == null) {
            return;
        }
        its.uncover(provisionally);
        if (!provisionally) {
            its.loose = keep && (its.loose || !shelf.keepsAnswers());
        }
        touch(List.of(id));
    }

    /** Those that readers do not see yet. */
    Set<EntityId> unseen(List<EntityId> ids) {
        PersistentMap<EntityId, EntityState> seen =
                reactor.newest().view().overlay().states();
        Set<EntityId> unseen = new LinkedHashSet<>();
        for (EntityId id : ids) {
            if (!seen.containsKey(id)) {
                unseen.add(id);
            }
        }
        return unseen;
    }

    /** Those whose states are from a later place in the log. */
    Set<EntityId> newer(List<EntityId> ids, Position than) {
        Set<EntityId> newer = new LinkedHashSet<>();
        for (EntityId id : ids) {
            Held its = held.get(id);
            if (its != null && its.number() > than.number()) {
                newer.add(id);
            }
        }
        return newer;
    }

    /** About how much room the states of rows take. */
    long bytes(List<EntityId> ids) {
        long bytes = 0;
        for (EntityId id : ids) {
            EntityState state = confirmed(id);
            bytes += state == null ? 0 : state.encode().length;
        }
        return bytes;
    }

    /** The places of pending commits are about to be forgotten. */
    void keepContained() {
        for (EntityId id : outbox.entities()) {
            Held its = held.get(id);
            if (its != null) {
                its.keepContained(outbox.of(id));
            }
        }
    }

    /** Places in the log that were known are of another log. */
    void forgetNumbers() {
        held.values().forEach(Held::forgetNumber);
        shelf.forgetNumbers();
    }

    // Storing it.

    /** Puts into the store's group what has changed. */
    void save() {
        for (EntityId id : unsaved) {
            Held its = held.get(id);
            if (its != null) {
                save(id, its);
                saveContained(id, its);
            }
        }
        unsaved.clear();
        if (!catalog.equals(savedCatalog)) {
            store.catalog(savedCatalog, catalog);
            savedCatalog = catalog;
        }
        shelf.evict(this);
    }

    private void saveContained(EntityId id, Held its) {
        if (!shelf.keepsAnswers()) {
            return;
        }
        List<Long> contained = its.contained(outbox.of(id));
        if (!contained.equals(its.savedContained)) {
            store.contained(id, contained);
            its.savedContained = contained;
        }
    }

    @SuppressWarnings("ReferenceEquality") // an equal state that is written again costs a little time
    private void save(EntityId id, Held its) {
        EntityState confirmed = its.confirmed();
        boolean covered = its.isVouched();
        boolean needed = covered || outbox.touches(id) || its.loose || shelf.hasAnswerWith(id);
        if (confirmed == null || !needed) {
            if (its.saved != null) {
                shelf.takeLoose(id);
                store.forget(its.saved);
                its.saved = null;
            }
            return;
        }
        if (confirmed != its.saved) {
            store.state(its.saved, confirmed);
            its.saved = confirmed;
        }
        boolean answered = covered || shelf.hasAnswerWith(id);
        if (covered && !its.apart) {
            shelf.takeLoose(id);
        } else if (answered ? its.number() > shelf.answered(id) : its.loose) {
            shelf.put(confirmed, its.number());
        }
    }

    // Showing it.

    /** What readers see besides the root, changed at the moment the root is. */
    interface Beside {
        /** Gives those who may admit other rows now, also of the rest: whoever began to read before this is among them. */
        Set<RowFilter> show();
    }

    /** Publishes how all that was touched looks now. */
    void show(Position position, Beside beside) {
        for (EntityId id : dirty) {
            Held its = held.get(id);
            if (its != null) {
                its.reveal();
            }
        }
        show(dirty, position, beside);
        dirty.clear();
    }

    /** Publishes how these look with the node's own commits, over what readers have seen of them; and nothing else. */
    void show(Set<EntityId> ids, Position position, Beside beside) {
        Root newest = reactor.newest();
        Overlay before = newest.view().overlay();
        Editor<EntityId, EntityState> states = before.states().edit();
        Editor<EntityId, Boolean> nowPending = pendingIds.edit();
        List<Changed> changes = new ArrayList<>(ids.size());
        for (EntityId id : ids) {
            show(id, before.states().get(id), states, nowPending, changes);
        }
        pendingIds = nowPending.build();
        Set<RowFilter> renewed = beside.show();
        reactor.publish(
                newest.next(position, new Overlay(states.build(), before.events()), catalog), null, changes, renewed);
    }

    private void show(
            EntityId id,
            @Nullable EntityState before,
            Editor<EntityId, EntityState> states,
            Editor<EntityId, Boolean> nowPending,
            List<Changed> changes) {
        boolean isPending = outbox.touches(id);
        if (isPending) {
            nowPending.put(id, true);
        } else {
            nowPending.remove(id);
        }
        Held its = isPending ? hold(id) : held.get(id);
        boolean covered = its != null && its.isSeenCovered();
        EntityState after = its != null && (covered || isPending) ? shown(id, its) : null;
        if (after != null) {
            states.put(id, after);
            changes.add(new Changed(before, after));
        } else if (before != null) {
            states.remove(id);
            changes.add(new Changed(before, vanished(before)));
        }
        if (its != null) {
            its.setVisible(after != null);
            if (!its.isCovered() && !its.isBehind() && !isPending && !unsaved.contains(id)) {
                held.remove(id);
            }
        }
    }

    /** What readers see of the confirmed state, with the pending commits on top that it does not contain. */
    private @Nullable EntityState shown(EntityId id, Held its) {
        Base base = its.base();
        List<PendingCommit> onTop = new ArrayList<>();
        for (PendingCommit commit : outbox.of(id)) {
            if (!base.contains(commit)) {
                onTop.add(commit);
            }
        }
        if (onTop.isEmpty()) {
            return base.state();
        }
        int folded = its.folded(onTop);
        EntityState state = folded > 0 ? its.shown() : base.state();
        for (PendingCommit commit : onTop.subList(folded, onTop.size())) {
            state = folded(state, commit, id);
        }
        its.show(state, onTop);
        if (state != null) {
            catalog = ClientCatalog.note(catalog, state);
        }
        return state;
    }

    private @Nullable EntityState folded(@Nullable EntityState base, PendingCommit commit, EntityId id) {
        EntityState state = base;
        for (Event event : commit.eventsOf(id)) {
            boolean contained = state != null && state.head().contains(event.id());
            if (!contained && (state == null) == event.isGenesis()) {
                state = fold.apply(state, event);
            }
        }
        if (state != null) {
            Properties.settle(state);
        }
        return state;
    }

    /** How a row looks to windows that the root no longer holds. */
    private static EntityState vanished(EntityState before) {
        return before.with(
                before.head(), Map.of(Names.DELETED, new PropertyState(Operation.LWW, 1, Value.TRUE, new byte[0])));
    }
}
