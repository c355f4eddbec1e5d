package ankurah.core.internal.sync.server;

import ankurah.core.Catalog;
import ankurah.core.Entity;
import ankurah.core.ResultSet;
import ankurah.core.internal.entity.Chronicle;
import ankurah.core.internal.entity.Earlier;
import ankurah.core.internal.entity.Erasing;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.References;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.sync.wire.Resume;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.query.Matcher;
import ankurah.query.OrderBy;
import ankurah.query.Ordering;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.query.SortKey;
import ankurah.storage.EntityState;
import ankurah.storage.LoggedCommit;
import ankurah.storage.LoggedEvent;
import ankurah.storage.Position;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client that comes back lacks of one subscription, found by walking the log behind its position: the rows among
 * the touched entities that belong now, and those that belonged at its position and no longer do. Under LIMIT also the
 * rows that nobody touched and that moved in behind its last row; the client then keeps the first so many of what it has.
 *
 * <p>Whether a row belonged is told by what it was without the events of the tail, so that only a client that held a
 * row hears that it is gone. If some of its content was erased since, that cannot be told, and all rows are sent.
 *
 * <p>Where that says nothing, because other rows were to be seen then or the selection looks through references, the client
 * names what it held, and the log tells only what of that has changed.
 */
final class ResumePlan {
    private static final int PAGE = 512;

    private final List<EntityState> rows = new ArrayList<>();
    private final List<EntityId> gone = new ArrayList<>();

    private ResumePlan() {}

    List<EntityState> rows() {
        return rows;
    }

    List<EntityId> gone() {
        return gone;
    }

    /**
     * @param now the rows of the subscription at a position that the snapshot has reached
     * @param newest spares reading the log, for who was not away for long
     * @return null if the client's position cannot be confirmed here, or lies too far back, or nobody can tell what the
     *     client held; the answer is then a snapshot
     */
    static @Nullable ResumePlan make(
            StorageSnapshot snapshot,
            Catalog catalog,
            ServerSubscription subscription,
            Resume resume,
            ResultSet now,
            RowFilter sight,
            Fold fold,
            Tail newest,
            int tailCommits) {
        if (!confirms(snapshot, resume.position(), tailCommits)) {
            return null;
        }
        List<EntityId> held = resume.held();
        if (held != null) {
            return between(held, now, touched(snapshot, subscription.collection, resume.position(), newest));
        }
        Query query = subscription.query;
        boolean limited = query.limit() != null;
        boolean sameOrder = resume.last() == null
                || resume.last().values().size() == query.orderBy().size();
        if (!sameOrder || References.mayFollow(query, subscription.collection, catalog)) {
            return null;
        }
        Predicate readable = sight.condition(subscription.collection);
        if (readable != null && References.mayFollow(Query.where(readable), subscription.collection, catalog)) {
            // What a rule looks at elsewhere may have changed.
            return null;
        }
        Map<EntityId, Set<EventId>> tail = touched(snapshot, subscription.collection, resume.position(), newest);
        ResumePlan plan = new ResumePlan();
        Then then = new Then(
                query,
                sight,
                readable,
                limited ? resume.last() : null,
                fold,
                resume.position().number());
        for (Map.Entry<EntityId, Set<EventId>> touched : tail.entrySet()) {
            EntityId id = touched.getKey();
            Entity row = now.find(id).orElse(null);
            if (row != null) {
                plan.rows.add(row.state());
                continue;
            }
            EntityState state = snapshot.state(subscription.collection, id);
            if (state != null && then.erased(state, touched.getValue())) {
                return null;
            }
            if (state != null && then.held(snapshot, state, touched.getValue())) {
                plan.gone.add(id);
            }
        }
        if (limited && resume.last() != null) {
            plan.addBeyond(now, then.ordering, resume.last(), tail.keySet());
        }
        return plan;
    }

    /** For a client that named its rows: what is new to it or has changed, and what belongs no more. */
    private static ResumePlan between(List<EntityId> held, ResultSet now, Map<EntityId, Set<EventId>> tail) {
        ResumePlan plan = new ResumePlan();
        Set<EntityId> gone = new LinkedHashSet<>(held);
        for (Entity row : now) {
            if (!gone.remove(row.id()) || tail.containsKey(row.id())) {
                plan.rows.add(row.state());
            }
        }
        plan.gone.addAll(gone);
        return plan;
    }

    private static Map<EntityId, Set<EventId>> touched(
            StorageSnapshot snapshot, String collection, Position since, Tail newest) {
        Map<EntityId, Set<EventId>> known =
                newest.touched(collection, since.number(), snapshot.position().number());
        return known != null ? known : tail(snapshot, collection, since.number());
    }

    /** Whether the position is a point of this very log, and near enough. */
    private static boolean confirms(StorageSnapshot snapshot, Position client, int tailCommits) {
        Position here = snapshot.position();
        if (!client.log().equals(here.log()) || client.number() > here.number()) {
            return false;
        }
        if (here.number() - client.number() > tailCommits) {
            return false;
        }
        if (client.number() == 0) {
            return client.equals(Position.start(here.log()));
        }
        LoggedCommit logged = snapshot.logged(client.number());
        return logged != null && logged.hash().equals(client.hash());
    }

    /** The entities of a collection that the commits behind a number touched, each with its events in them. */
    private static Map<EntityId, Set<EventId>> tail(StorageSnapshot snapshot, String collection, long after) {
        Map<EntityId, Set<EventId>> tail = new HashMap<>();
        long number = after;
        for (List<LoggedCommit> page = snapshot.log(number, PAGE); !page.isEmpty(); page = snapshot.log(number, PAGE)) {
            for (LoggedCommit commit : page) {
                for (LoggedEvent event : commit.events()) {
                    if (event.collection().equals(collection)) {
                        tail.computeIfAbsent(event.entity(), id -> new HashSet<>(2))
                                .add(event.event());
                    }
                }
            }
            number = page.getLast().number();
        }
        return tail;
    }

    private void addBeyond(ResultSet now, Ordering ordering, SortKey last, Set<EntityId> touched) {
        for (int index = now.size() - 1; index >= 0; index--) {
            EntityState row = now.get(index).state();
            if (ordering.compare(ordering.key(row), last) <= 0) {
                return;
            }
            if (!touched.contains(row.id())) {
                rows.add(row);
            }
        }
    }

    /** What the client held at its position. */
    private static final class Then {
        private final Query query;
        private final Matcher matcher;
        private final RowFilter sight;
        private final @Nullable SortKey last;
        private final Fold fold;
        private final long from;
        /** The properties that all of this looks at; null for any. */
        private final @Nullable Set<String> seen;

        final Ordering ordering;

        /**
         * @param readable what {@code sight} admits, if that can be said by a condition
         * @param from the number of the client's position
         */
        Then(Query query, RowFilter sight, @Nullable Predicate readable, @Nullable SortKey last, Fold fold, long from) {
            this.query = query;
            this.from = from;
            this.matcher = Matcher.compile(query.where());
            this.ordering = Ordering.of(query.orderBy());
            this.sight = sight;
            this.last = last;
            this.fold = fold;
            this.seen = readable == null && !sight.admitsAll() ? null : seen(query, readable);
        }

        private Set<String> seen(Query query, @Nullable Predicate readable) {
            Set<String> seen = new HashSet<>(matcher.properties());
            seen.add(Names.DELETED);
            for (OrderBy by : query.orderBy()) {
                seen.add(by.path().property());
            }
            if (readable != null) {
                seen.addAll(Matcher.compile(readable).properties());
            }
            return seen;
        }

        /** @param now the row as the snapshot has it */
        boolean held(StorageSnapshot snapshot, EntityState now, Set<EventId> since) {
            if (since.contains(now.id().genesis())) {
                return false;
            }
            EntityState state = Earlier.state(snapshot, fold, now, from, since, seen);
            if (state == null
                    || state.isDeleted()
                    || !matcher.matches(state)
                    || !sight.admits(state, other -> Chronicle.state(snapshot, fold, other, from))) {
                return false;
            }
            SortKey key = ordering.key(state);
            boolean within = last == null || ordering.compare(key, last) <= 0;
            return within
                    && (query.after() == null
                            || ordering.compare(key, query.after().key()) > 0);
        }

        /** Whether something of an entity was erased since, so that nobody can say any more how it was. */
        boolean erased(EntityState now, Set<EventId> since) {
            return Erasing.erasing(fold.properties(), now).toList().stream().anyMatch(since::contains);
        }
    }
}
