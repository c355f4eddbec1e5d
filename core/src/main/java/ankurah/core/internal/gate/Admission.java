package ankurah.core.internal.gate;

import ankurah.core.Principal;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Header;
import ankurah.event.HybridClock;
import ankurah.event.HybridTime;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.SystemId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a commit by looking at it alone, and at the clock. Structure, sizes, ids and the order of times were
 * checked when its events were decoded.
 */
final class Admission {
    private final SystemId system;
    private final Properties properties;
    private final HybridClock clock;
    private final long skewMillis;

    /** The one refusal that depends on the clock, so that the same commit may be taken at another time. */
    static final String TIME_IN_FUTURE = "event.time_in_future";

    Admission(SystemId system, Properties properties, HybridClock clock, long skewMillis) {
        this.system = system;
        this.properties = properties;
        this.clock = clock;
        this.skewMillis = skewMillis;
    }

    /**
     * Why the commit cannot be taken by anyone, or not from this principal, or not yet; null if it can.
     *
     * @param own whether this node stamped it. Then it is dated after all that the node stamped before, which after its clock was
     *     set back is in the future; whoever wrote it would otherwise have to wait until the clock is there.
     */
    @Nullable
    AnkurahException refusal(Commit commit, Principal principal, boolean own) {
        try {
            require(commit, principal, own);
            return null;
        } catch (AnkurahException e) {
            return e;
        }
    }

    private void require(Commit commit, Principal principal, boolean own) {
        if (!commit.isWhole()) {
            throw new AnkurahException.Invalid(
                    "commit.incomplete", commit + " lacks some of its events; a commit is taken whole or not at all");
        }
        requireOrigin(commit, principal);
        long latest = own ? Long.MAX_VALUE : HybridTime.ofMillis(clock.source().millis() + skewMillis);
        for (Event event : commit.events()) {
            requireTime(event, latest);
            requireNames(event);
        }
        if (commit.events().size() > 1) {
            requireOwnParents(commit);
        }
    }

    private void requireOrigin(Commit commit, Principal principal) {
        SystemId its = commit.events().getFirst().header().system();
        if (!its.equals(system)) {
            throw new AnkurahException.Invalid(
                    "event.other_system", "the commit belongs to the system " + its + ", and this node to " + system);
        }
        if (!commit.author().equals(principal.id())) {
            throw new AnkurahException.Refused(
                    "event.author_mismatch",
                    "the commit names '" + commit.author() + "' as its author and was sent by '" + principal.id()
                            + "'");
        }
    }

    /** An event that follows one from the future may be dated right after it, or nobody could go on from there. */
    private void requireTime(Event event, long latest) {
        Header header = event.header();
        long allowed = header.parents().isEmpty()
                ? latest
                : Math.max(latest, header.parents().latestTime() + 1);
        if (header.time() > allowed) {
            throw new AnkurahException.Conflict(
                    TIME_IN_FUTURE,
                    "the event " + event.id() + " is dated " + HybridTime.millis(header.time())
                            + ", more than " + skewMillis + " ms ahead of this node's clock, "
                            + clock.source().millis());
        }
    }

    private void requireNames(Event event) {
        Names.requireUsable(event.header().collection(), "collection");
        List<Operation> operations =
                event.payload().map(payload -> payload.operations()).orElse(List.of());
        for (Operation operation : operations) {
            properties.check(operation);
            DataType<?> type = properties.special(operation);
            if (type != null) {
                requireEarlier(event, type.needs(operation.body()));
            }
        }
    }

    /** Like a parent, what an operation rests on has a smaller id; so it also comes earlier in a commit. */
    private static void requireEarlier(Event event, List<EventId> needed) {
        for (EventId id : needed) {
            if (id.compareTo(event.id()) >= 0) {
                throw new AnkurahException.Invalid(
                        "event.needs_later", "the event " + event.id() + " rests on a later one, " + id);
            }
        }
    }

    /** A parent in the same commit must be of the same entity; others are looked up later, by entity. */
    private static void requireOwnParents(Commit commit) {
        Map<EventId, EntityId> entities = new HashMap<>();
        for (Event event : commit.events()) {
            entities.put(event.id(), event.entity());
        }
        for (Event event : commit.events()) {
            for (EventId parent : event.header().parents()) {
                @Nullable EntityId its = entities.get(parent);
                if (its != null && !its.equals(event.entity())) {
                    throw new AnkurahException.Invalid(
                            "event.parent_of_other_entity",
                            "the event " + event.id() + " names a parent that belongs to another entity, " + its);
                }
            }
        }
    }
}
