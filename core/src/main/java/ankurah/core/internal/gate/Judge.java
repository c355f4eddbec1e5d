package ankurah.core.internal.gate;

import ankurah.core.Catalog;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.View;
import ankurah.core.internal.policy.Judgement;
import ankurah.core.internal.schema.CatalogFold;
import ankurah.core.internal.schema.ModelGuard;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.core.type.Erasure;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges one commit on a view that holds everything before it: lineage, then policy, event by event, parents first. It
 * only looks; what it found is thrown away with it when the commit is refused.
 */
final class Judge {
    private final Policy policy;
    private final Fold fold;
    private final Principal principal;
    private final @Nullable ModelGuard guard;
    private final View base;
    /** No stored event is dated later. */
    private final long latestStored;

    private Overlay overlay;
    private Catalog catalog;
    /** Whether an operation is of another type than plain values. */
    private boolean special;

    private final List<Event> fresh = new ArrayList<>();
    /** Events that were held before and have lost their payloads. */
    private final List<Event> erased = new ArrayList<>();

    private final Set<EventId> missing = new LinkedHashSet<>();
    private final Map<EntityId, Changed> changes = new LinkedHashMap<>();

    Judge(Policy policy, Fold fold, Submission submission, View base, long latestStored) {
        this.policy = policy;
        this.fold = fold;
        this.principal = submission.principal;
        this.guard = submission.source == null ? null : submission.source.guard;
        this.base = base;
        this.latestStored = latestStored;
        this.overlay = base.overlay();
        this.catalog = base.catalog();
    }

    /** @throws AnkurahException why the commit is refused */
    void judge(Commit commit) {
        for (Event event : commit.events()) {
            judge(event);
        }
        if (!missing.isEmpty()) {
            commit.manifest().forEach(missing::remove);
        } else {
            settle();
        }
    }

    /** The parents outside of the commit that nobody has seen yet; if there are any, nothing else here counts. */
    List<EventId> missing() {
        return List.copyOf(missing);
    }

    /** The events that were not held before. */
    List<Event> fresh() {
        return fresh;
    }

    List<Event> erased() {
        return erased;
    }

    List<Changed> changes() {
        return List.copyOf(changes.values());
    }

    Overlay overlay() {
        return overlay;
    }

    Catalog catalog() {
        return catalog;
    }

    private void judge(Event event) {
        View view = base.with(overlay, catalog);
        EntityState before = before(view, event);
        if (isHeld(view, before, event)) {
            return;
        }
        if (before == null && !event.isGenesis()) {
            requireSameCollection(view, event);
        }
        if (!hasParents(view, before, event)) {
            return;
        }
        if (guard != null) {
            guard.require(catalog, event);
        }
        requireSameTypes(before, event);
        admit(before, event);
        List<Event> gone = missing.isEmpty() && Erasure.isIn(event)
                ? ErasureCheck.erased(fold.properties(), view, before, event)
                : List.of();
        EntityState after = fold.apply(before, event, view);
        requireDerivable(before, after, event);
        if (missing.isEmpty()) {
            Judgement.require(policy, principal, event, before, after, view);
        }
        overlay = overlay.with(event, after);
        for (Event one : gone) {
            overlay = overlay.with(one);
        }
        erased.addAll(gone);
        catalog = CatalogFold.note(catalog, event, after, fold.properties());
        fresh.add(event);
        changes.merge(event.entity(), new Changed(before, after), Changed::then);
    }

    /** An entity that begins later than anything stored need not be looked for in the store. */
    private @Nullable EntityState before(View view, Event event) {
        return event.isGenesis() && event.header().time() > latestStored
                ? view.known(event.entity())
                : view.state(event.header().collection(), event.entity());
    }

    /** An event with a parent in the head cannot be held: it would have taken the parent's place there. */
    static boolean isHeld(View view, @Nullable EntityState before, Event event) {
        if (before == null) {
            return false;
        }
        if (event.isGenesis() || before.head().contains(event.id())) {
            return true;
        }
        return !hasOneOf(before.head(), event.header().parents()) && view.hasEvent(event.entity(), event.id());
    }

    private static boolean hasOneOf(Clock head, Clock parents) {
        for (int i = 0; i < parents.size(); i++) {
            if (head.contains(parents.get(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean hasParents(View view, @Nullable EntityState before, Event event) {
        Clock parents = event.header().parents();
        boolean all = true;
        for (int i = 0; i < parents.size(); i++) {
            all &= requireHeld(view, before, event, parents.get(i));
        }
        return all && hasNeeds(view, before, event);
    }

    /** Also what the operations of special types name. */
    private boolean hasNeeds(View view, @Nullable EntityState before, Event event) {
        boolean all = true;
        for (Operation operation : operations(event)) {
            DataType<?> type = fold.properties().special(operation);
            if (type != null) {
                special = true;
                for (EventId needed : type.needs(operation.body())) {
                    all &= requireHeld(view, before, event, needed);
                }
            }
        }
        return all;
    }

    /** Works out what is shown to others, and what no later event of the commit has changed again. */
    private void settle() {
        if (special) {
            changes.values().forEach(change -> Properties.settle(change.after()));
        }
    }

    private boolean requireHeld(View view, @Nullable EntityState before, Event event, EventId id) {
        boolean held = before != null && (before.head().contains(id) || view.hasEvent(event.entity(), id));
        if (!held) {
            missing.add(id);
        }
        return held;
    }

    private static List<Operation> operations(Event event) {
        return event.payload().map(payload -> payload.operations()).orElse(List.of());
    }

    /** Types look at what they are about to take in, once more and with the state. */
    private void admit(@Nullable EntityState before, Event event) {
        if (!special || !missing.isEmpty()) {
            return;
        }
        for (Operation operation : operations(event)) {
            DataType<?> type = fold.properties().special(operation);
            if (type != null) {
                fold.properties().admit(type, before, event, operation);
            }
        }
    }

    /** A write of another type would be lost, or hide what is there, so its author is told. */
    private void requireSameTypes(@Nullable EntityState before, Event event) {
        String collection = event.header().collection();
        for (Operation operation : operations(event)) {
            if (before != null) {
                requireSameType(before, operation.property(), operation.dataType());
            }
            requireSameType(collection, operation.property(), operation.dataType());
        }
    }

    /** A type that sets other properties may not take them from another type either. */
    private void requireDerivable(@Nullable EntityState before, EntityState after, Event event) {
        if (!special) {
            return;
        }
        for (Operation operation : operations(event)) {
            DataType<?> type = fold.properties().special(operation);
            if (type != null && type.home() != null) {
                after.properties().forEach((property, state) -> {
                    if (state.dataType().equals(type.name())) {
                        if (before != null) {
                            requireSameType(before, property, type.name());
                        }
                        requireSameType(after.collection(), property, type.name());
                    }
                });
            }
        }
    }

    private static void requireSameType(EntityState before, String property, String dataType) {
        PropertyState known = before.properties().get(property);
        if (known != null && !known.dataType().equals(dataType)) {
            throw new AnkurahException.Invalid(
                    "event.data_type_differs",
                    "'" + property + "' of " + before.id() + " is of the data type '" + known.dataType()
                            + "', and the event writes it as '" + dataType + "'");
        }
    }

    /** One property is one thing in all rows: a model could not read it otherwise. */
    private void requireSameType(String collection, String property, String dataType) {
        Catalog.Property known = catalog.property(collection, property);
        if (known != null && !known.dataType().equals(dataType)) {
            throw new AnkurahException.Invalid(
                    "event.data_type_differs",
                    "'" + property + "' is of the data type '" + known.dataType() + "' in rows of '" + collection
                            + "', and the event writes it as '" + dataType + "'");
        }
    }

    private static void requireSameCollection(View view, Event event) {
        EntityState other = view.state(event.entity());
        if (other != null) {
            throw new AnkurahException.Invalid(
                    "event.collection_mismatch",
                    "the event " + event.id() + " says '" + event.header().collection() + "' and its entity is in '"
                            + other.collection() + "'");
        }
    }
}
