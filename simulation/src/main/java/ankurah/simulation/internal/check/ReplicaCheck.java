package ankurah.simulation.internal.check;

import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.Status;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.sync.client.EphemeralBackend;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.query.Matcher;
import ankurah.query.Ordering;
import ankurah.query.Query;
import ankurah.simulation.Watched;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client shows, held against what it must show: each entity as the server's log makes it at the client's position, with
 * the client's own commits on top that the log lacks there. So a write is seen by who made it, nothing is counted twice or
 * left out however snapshot, changes and acknowledgement follow each other, and nothing hidden is there.
 *
 * <p>Runs in one piece. A commit that is being made, or taken back, may or may not be shown.
 */
public final class ReplicaCheck {
    private static final int MOST_UNTOLD = 6;

    private final String name;
    private final int memory;
    private final Ledger ledger;
    private final History history;
    private final List<Policy> policies;
    private final Principal principal;
    private final Root root;
    private final long position;
    private final List<Written> pending;
    private final List<Written> certain = new ArrayList<>();
    /** The pending commits that touch an entity, in the order in which they were made. */
    private final Map<EntityId, List<Written>> touching = new HashMap<>();

    private final Seen seen;

    /**
     * @param policies the server's, and those it had while the client was away
     * @param seen what was found before, of the same client
     */
    public ReplicaCheck(
            String name,
            int memory,
            EphemeralBackend backend,
            History history,
            Ledger ledger,
            List<Policy> policies,
            Seen seen) {
        this.seen = seen;
        this.name = name;
        this.memory = memory;
        this.ledger = ledger;
        this.history = history;
        this.policies = policies;
        this.principal = Principal.of(name);
        this.root = backend.reactor().newest();
        this.position = history.isLog(root.position()) ? root.position().number() : 0;
        ledger.forgetReached(name, memory, position, history);
        this.pending = List.copyOf(ledger.pendingOf(name, memory));
        for (Written written : pending) {
            for (Event event : written.commit().events()) {
                List<Written> its = touching.computeIfAbsent(event.entity(), id -> new ArrayList<>(1));
                if (!its.contains(written)) {
                    its.add(written);
                }
            }
            if (written.isCertain(backend.platform().scheduler().nowMillis())) {
                certain.add(written);
            }
        }
    }

    /** Every entity that is shown, every own commit that must be, and every query that the server vouches for. */
    public void check(List<Follower> followers) {
        Set<EntityId> vouched = vouched(followers);
        root.view()
                .overlay()
                .states()
                .forEach(entry -> checkState(entry.key(), entry.value(), vouched.contains(entry.key())));
        checkOwn();
        if (certain.size() == pending.size() && position > 0) {
            followers.forEach(this::checkRows);
        }
    }

    private Set<EntityId> vouched(List<Follower> followers) {
        Set<EntityId> ids = new HashSet<>();
        for (Follower follower : followers) {
            if (follower.isVouched()) {
                follower.live().result().forEach(row -> ids.add(row.id()));
            }
        }
        ids.removeAll(touching.keySet());
        return ids;
    }

    /** What changes an entity that nothing covers shows only when the server has answered. */
    private void checkOwn() {
        for (Written written : certain) {
            for (Event event : written.commit().events()) {
                EntityState shown = root.view().overlay().states().get(event.entity());
                if (shown == null && event.isGenesis() && isOnTop(written, position)) {
                    throw new Broken(name + " does not show its own " + written);
                }
            }
        }
    }

    private void checkState(EntityId id, EntityState shown, boolean exactly) {
        Seen.Made made = new Seen.Made(history.count(id, position), history.version(), policies.size(), ownOf(id));
        if (seen.holds(id, shown, made, exactly)) {
            return;
        }
        byte[] bytes = shown.encode();
        if (matches(id, bytes, position)) {
            seen.note(id, shown, made, true);
            return;
        }
        // What nothing covers may be newer, for the server sends it with the acknowledgement of a commit; or older, for
        // of a row
        // that leaves nothing but the leaving is told. Who wrote a row knows it, even if it must not see it now, and
        // sees its own
        // writes on top of what it knew.
        if (!exactly && ledger.isMixed(name)) {
            return;
        }
        List<Written> own = ledger.writtenTo(id, name, memory);
        for (long other = history.last(); !exactly && other >= 0; other--) {
            if (matches(id, bytes, other) || !own.isEmpty() && isOwn(id, bytes, other, own)) {
                seen.note(id, shown, made, false);
                return;
            }
        }
        EntityState expected = expected(id, position, certain, isHidden(id)).state();
        throw new Broken(name + " shows " + shown + "\n  at " + position + " of " + history.last()
                + (exactly ? ", vouched for," : "") + " instead of " + expected + own(id) + "\n  "
                + difference(shown, expected));
    }

    private boolean isOwn(EntityId id, byte[] shown, long at, List<Written> own) {
        return isShown(id, shown, at, touching.getOrDefault(id, List.of()), false)
                || isShown(id, shown, at, own, false);
    }

    private List<Seen.Own> ownOf(EntityId id) {
        List<Written> its = touching.get(id);
        if (its == null) {
            return List.of();
        }
        List<Seen.Own> own = new ArrayList<>(its.size());
        for (Written written : its) {
            if (isOnTop(written, position)) {
                own.add(new Seen.Own(written.commit().id(), certain.contains(written)));
            }
        }
        return own;
    }

    /** What is known of the client's own commits that touch an entity and may be pending. */
    private String own(EntityId id) {
        StringBuilder text = new StringBuilder();
        for (Written written : pending) {
            for (Event event : written.commit().events()) {
                if (event.entity().equals(id)) {
                    text.append("\n  pending ").append(certain.contains(written) ? "" : "perhaps ");
                    text.append(event.id())
                            .append(" after ")
                            .append(event.header().parents());
                    text.append(", logged at ")
                            .append(history.number(written.commit().id()));
                    text.append(": ").append(written.describe());
                }
            }
        }
        return text.toString();
    }

    /** The properties whose stored forms differ, although they may look the same. */
    private static String difference(EntityState shown, @Nullable EntityState expected) {
        StringBuilder text = new StringBuilder("stored differently are");
        if (expected != null) {
            shown.properties().forEach((property, state) -> {
                PropertyState other = expected.properties().get(property);
                if (other == null || !Arrays.equals(state.state(), other.state())) {
                    text.append(' ')
                            .append(property)
                            .append(' ')
                            .append(HexFormat.of().formatHex(state.state()));
                    text.append(" instead of ")
                            .append(other == null ? "" : HexFormat.of().formatHex(other.state()));
                }
            });
        }
        return text.toString();
    }

    private boolean matches(EntityId id, byte[] shown, long at) {
        List<Written> own = touching.getOrDefault(id, List.of());
        EntityState base = history.state(id, at);
        boolean seen = false;
        boolean hidden = false;
        for (Policy policy : policies) {
            boolean readable = base != null && policy.canRead(principal, base);
            seen |= readable;
            hidden |= !readable;
        }
        return seen && isShown(id, shown, at, own, false) || hidden && isShown(id, shown, at, own, true);
    }

    /**
     * Whether an entity may be shown so with these of the client's own commits. Refusals that nobody has been told of yet may have
     * come one after the other: some of what they take back is gone, and the last of it may still be shown.
     *
     * @param hidden whether what the log has of it must not be seen
     */
    private boolean isShown(EntityId id, byte[] shown, long at, List<Written> own, boolean hidden) {
        List<Written> untold = new ArrayList<>(touching.getOrDefault(id, List.of()));
        untold.retainAll(own);
        untold.removeAll(certain);
        int all = (1 << Math.min(untold.size(), MOST_UNTOLD)) - 1;
        for (int some = 0; some <= all; some++) {
            List<Written> with = new ArrayList<>(own);
            for (int i = 0; i < untold.size(); i++) {
                if ((some >> Math.min(i, MOST_UNTOLD - 1) & 1) == 0) {
                    with.remove(untold.get(i));
                }
            }
            if (expected(id, at, with, hidden).is(shown)) {
                return true;
            }
        }
        return false;
    }

    private Stacked expected(EntityId id, long at, List<Written> own, boolean hidden) {
        List<Event> onTop = new ArrayList<>();
        for (Written written : own) {
            if (isOnTop(written, at)) {
                for (Event event : written.commit().events()) {
                    if (event.entity().equals(id)) {
                        onTop.add(event);
                    }
                }
            }
        }
        return history.onTop(id, at, hidden, onTop);
    }

    private boolean isHidden(EntityId id) {
        EntityState base = history.state(id, position);
        return base == null || !policies.getFirst().canRead(principal, base);
    }

    private boolean isOnTop(Written written, long at) {
        long number = history.number(written.commit().id());
        return number == 0 || number > at;
    }

    private void checkRows(Follower follower) {
        LiveQuery live = follower.live();
        Watched watched = follower.watched();
        Query query = watched.query();
        if (live.status() != Status.LIVE || query.limit() != null || watched.isOrderedByReferences()) {
            return;
        }
        List<EntityId> shown = live.result().toList().stream().map(Entity::id).toList();
        for (Policy policy : policies) {
            if (shown.equals(rows(watched.collection(), query, policy))) {
                return;
            }
        }
        throw new Broken(name + " has the rows " + live.result().toList() + " of " + watched + " at " + position
                + " instead of " + rows(watched.collection(), query, policies.getFirst()) + "; pending are " + pending);
    }

    private List<EntityId> rows(String collection, Query query, Policy policy) {
        Matcher matcher = Matcher.compile(query.where());
        Ordering ordering = Ordering.of(query.orderBy());
        Set<EntityId> own = new LinkedHashSet<>();
        for (Written written : certain) {
            if (isOnTop(written, position)) {
                written.commit().events().forEach(event -> own.add(event.entity()));
            }
        }
        List<EntityState> rows = new ArrayList<>();
        root.view().overlay().states().forEach(entry -> {
            EntityState state = entry.value();
            if (state.collection().equals(collection)
                    && !state.isDeleted()
                    && matcher.matches(state)
                    && (own.contains(entry.key()) || isNamed(entry.key(), matcher, policy))) {
                rows.add(state);
            }
        });
        rows.sort(Comparator.comparing(ordering::key, ordering));
        return rows.stream().map(EntityState::id).toList();
    }

    /** Whether the server names the row at the client's position. */
    private boolean isNamed(EntityId id, Matcher matcher, Policy policy) {
        EntityState confirmed = history.state(id, position);
        return confirmed != null
                && !confirmed.isDeleted()
                && policy.canRead(principal, confirmed)
                && matcher.matches(confirmed);
    }
}
