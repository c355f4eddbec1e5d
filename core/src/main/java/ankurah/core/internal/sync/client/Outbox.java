package ankurah.core.internal.sync.client;

import ankurah.core.NodeOptions;
import ankurah.core.Rejection;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The node's own commits that the shared position has not reached, in the order they were made, each with a number that
 * only grows; and for a while those it has reached, in case a server comes back that has lost them. Belongs to the replica's
 * turn.
 */
final class Outbox {
    private static final int MOST_REACHED = 1_000;
    private static final long MOST_REACHED_BYTES = 1 << 20;
    private static final int MOST_GONE = 16_384;

    private final NodeOptions options;
    private final ClientStore store;
    private final Map<Hash256, PendingCommit> commits = new LinkedHashMap<>();
    private final Map<EntityId, List<PendingCommit>> byEntity = new LinkedHashMap<>();
    /** Those that a server has accepted. */
    private final Set<PendingCommit> accepted = new LinkedHashSet<>();
    /** Those that the shared position has reached, oldest first. */
    private final Map<Hash256, ReachedCommit> reached = new LinkedHashMap<>();

    /** The newest events of commits that were taken back or made anew, each with the commit that was. */
    private final Map<EventId, Hash256> gone = new LinkedHashMap<>();

    private long bytes;
    private long reachedBytes;
    private long lastNumber;
    private long sent;
    private volatile int size;

    Outbox(NodeOptions options, ClientStore store) {
        this.options = options;
        this.store = store;
    }

    /** A commit that was taken back, of which the program is to hear. */
    record Refusal(long number, Rejection rejection) {}

    /** One that the shared position has reached. Found in the store, it is read only when somebody needs more of it than this. */
    private static final class ReachedCommit {
        final long number;
        final int bytes;
        private final Supplier<PendingCommit> asleep;
        private @Nullable PendingCommit awake;
        /** Its place in the log. */
        private long place;

        ReachedCommit(long number, int bytes, long place, Supplier<PendingCommit> asleep) {
            this.number = number;
            this.bytes = bytes;
            this.place = place;
            this.asleep = asleep;
        }

        PendingCommit commit() {
            PendingCommit known = awake;
            if (known == null) {
                known = asleep.get();
                known.place(place);
                awake = known;
            }
            return known;
        }

        void place(long changed) {
            place = changed;
            if (awake != null) {
                awake.place(changed);
            }
        }
    }

    /** What becomes of a commit that was found in the store. */
    interface Waking {
        PendingCommit wake(long number, Commit commit);
    }

    void load(ClientStore.Found found, Waking waking) {
        sent = found.sent();
        lastNumber = sent;
        found.commits().forEach((number, commit) -> {
            PendingCommit woken = waking.wake(number, commit);
            woken.maybeSent = number <= sent;
            put(woken);
            lastNumber = Math.max(lastNumber, number);
        });
        found.reached().forEach((number, stored) -> {
            remember(
                    stored.id(),
                    new ReachedCommit(
                            number,
                            stored.bytes(),
                            stored.at(),
                            () -> waking.wake(number, stored.commit().get())));
            lastNumber = Math.max(lastNumber, number);
        });
        found.refused().keySet().forEach(number -> lastNumber = Math.max(lastNumber, number));
        found.reminted().keySet().forEach(number -> lastNumber = Math.max(lastNumber, number));
    }

    long nextNumber() {
        return ++lastNumber;
    }

    /** @throws AnkurahException.Unavailable {@code sync.outbox_full} */
    void requireRoom(Commit commit) {
        boolean full = commits.size() >= options.outboxCommits()
                || !commits.isEmpty() && bytes + commit.size() > options.outboxBytes();
        if (full) {
            throw new AnkurahException.Unavailable(
                    SyncErrors.OUTBOX_FULL,
                    commits.size()
                            + " commits wait for the server, which is all that may; write again when it is reached");
        }
    }

    /**
     * Refuses what was begun on commits that have been taken back since.
     *
     * @throws AnkurahException.Conflict {@code commit.built_on_refused}
     */
    void requireFounded(Commit commit) {
        if (gone.isEmpty()) {
            return;
        }
        for (Event event : commit.events()) {
            for (EventId parent : event.header().parents().toList()) {
                Hash256 refused = gone.get(parent);
                if (refused != null) {
                    throw new AnkurahException.Conflict(
                            "commit.built_on_refused",
                            commit + " was begun on the commit " + refused
                                    + ", which has been taken back or made anew since; read again and write anew");
                }
            }
        }
    }

    private void forget(Commit commit, Hash256 refused) {
        commit.manifest().forEach(event -> gone.put(event, refused));
        Iterator<EventId> oldest = gone.keySet().iterator();
        while (gone.size() > MOST_GONE) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Whether no server can have got one of them; on a connection only before that ends for a commit that came from the future. */
    boolean hasUnsent() {
        for (PendingCommit commit : commits.values()) {
            if (!commit.maybeSent) {
                return true;
            }
        }
        return false;
    }

    /** Keeps a new commit; when this returns it survives the end of the process. */
    void add(PendingCommit added, boolean online) {
        store.commit(added.number, added.commit);
        if (online) {
            markSent(added);
        }
        store.flush();
        put(added);
    }

    private void put(PendingCommit added) {
        commits.put(added.commitId(), added);
        bytes += added.commit.size();
        for (EntityId id : added.entities()) {
            byEntity.computeIfAbsent(id, e -> new ArrayList<>(1)).add(added);
        }
        size = commits.size();
    }

    private void markSent(PendingCommit commit) {
        commit.maybeSent = true;
        if (commit.number > sent) {
            sent = commit.number;
            store.sent(sent);
        }
    }

    /** All are about to be sent, and no server's word about any of them is certain any more. */
    void beginAnew() {
        accepted.clear();
        for (PendingCommit commit : commits.values()) {
            commit.unplace();
            markSent(commit);
        }
    }

    @Nullable
    PendingCommit get(Hash256 id) {
        return commits.get(id);
    }

    /** One that this node was given before, if it remembers. */
    @Nullable
    PendingCommit known(Hash256 id) {
        PendingCommit pending = commits.get(id);
        ReachedCommit known = pending == null ? reached.get(id) : null;
        return known == null ? pending : known.commit();
    }

    Collection<PendingCommit> all() {
        return commits.values();
    }

    /** May be asked by any thread. */
    int size() {
        return size;
    }

    boolean touches(EntityId id) {
        return byEntity.containsKey(id);
    }

    Set<EntityId> entities() {
        return byEntity.keySet();
    }

    /** The commits that touch an entity, in order. */
    List<PendingCommit> of(EntityId id) {
        return byEntity.getOrDefault(id, List.of());
    }

    void accept(PendingCommit commit) {
        accepted.add(commit);
    }

    /** Whether the server has said of all commits that touch an entity where they stand. */
    boolean areAllAccepted(EntityId id) {
        return accepted.containsAll(of(id));
    }

    /** Takes out what the shared position has reached. */
    List<PendingCommit> takeReached(long number) {
        List<PendingCommit> taken = new ArrayList<>();
        for (PendingCommit commit : List.copyOf(accepted)) {
            if (commit.place() <= number) {
                remove(commit);
                taken.add(commit);
                store.reached(commit.number, commit.commitId(), commit.place());
                remember(
                        commit.commitId(),
                        new ReachedCommit(commit.number, commit.commit.size(), commit.place(), () -> commit));
            }
        }
        return taken;
    }

    private void remove(PendingCommit commit) {
        commits.remove(commit.commitId());
        accepted.remove(commit);
        bytes -= commit.commit.size();
        for (EntityId id : commit.entities()) {
            List<PendingCommit> others = byEntity.get(id);
            if (others != null && others.remove(commit) && others.isEmpty()) {
                byEntity.remove(id);
            }
        }
        size = commits.size();
    }

    /**
     * Makes those anew that no server would admit.
     *
     * @param touched takes the entities concerned, by their old and new ids
     */
    List<Refusal> remint(Reminting reminting, Set<EntityId> touched) {
        Map<PendingCommit, AnkurahException> failed = new LinkedHashMap<>();
        List<PendingCommit> all = List.copyOf(commits.values());
        for (PendingCommit commit : all) {
            if (!reminting.concerns(commit)) {
                continue;
            }
            touched.addAll(commit.entities());
            try {
                Commit before = commit.commit;
                commit.remint(reminting.remint(before));
                forget(before, before.id());
                store.commit(commit.number, commit.commit);
                touched.addAll(commit.entities());
            } catch (AnkurahException e) {
                failed.put(commit, e);
            }
        }
        commits.clear();
        byEntity.clear();
        bytes = 0;
        all.forEach(this::put);
        List<Refusal> refusals = new ArrayList<>();
        failed.forEach((commit, why) -> {
            if (commits.containsKey(commit.commitId())) {
                refusals.addAll(takeBack(commit, why, touched));
            }
        });
        return refusals;
    }

    /** A server has said that it dates from the future; so it has not got it, nor what is built on it. */
    void unsend(PendingCommit refused) {
        Set<EventId> gone = new HashSet<>(refused.commit.manifest());
        refused.maybeSent = false;
        for (PendingCommit commit : commits.values()) {
            if (commit.isBuiltOn(gone)) {
                gone.addAll(commit.commit.manifest());
                commit.maybeSent = false;
            }
        }
    }

    // Those that were refused.

    /** Takes a refused commit back, and all that is built on it. */
    List<Refusal> takeBack(PendingCommit refused, AnkurahException reason, Set<EntityId> touched) {
        List<Refusal> refusals = new ArrayList<>();
        Set<EventId> itsEvents = new HashSet<>(refused.commit.manifest());
        for (PendingCommit commit : List.copyOf(commits.values())) {
            boolean itself = commit == refused;
            if (!itself && !commit.isBuiltOn(itsEvents)) {
                continue;
            }
            itsEvents.addAll(commit.commit.manifest());
            forget(commit.commit, refused.commitId());
            AnkurahException why = itself
                    ? reason
                    : new AnkurahException.Conflict(
                            "commit.built_on_refused",
                            commit.commit + " was built on " + refused.commit + ", which was refused: "
                                    + reason.getMessage());
            remove(commit);
            store.forgetCommit(commit.number);
            touched.addAll(commit.entities());
            commit.fail(why);
            Rejection rejection = new Rejection(commit.commit, why, refused.commitId());
            store.refused(commit.number, rejection);
            refusals.add(new Refusal(commit.number, rejection));
        }
        return refusals;
    }

    // Those that are done.

    private void remember(Hash256 id, ReachedCommit commit) {
        reached.put(id, commit);
        reachedBytes += commit.bytes;
        while (reached.size() > MOST_REACHED || reachedBytes > MOST_REACHED_BYTES) {
            forgetReached(reached.keySet().iterator().next());
        }
    }

    private void forgetReached(Hash256 id) {
        ReachedCommit commit = reached.remove(id);
        if (commit != null) {
            reachedBytes -= commit.bytes;
            store.forgetCommit(commit.number);
        }
    }

    /** Those that a log which ends at a number has lost, or may have. */
    List<PendingCommit> reachedBehind(long number) {
        List<PendingCommit> lost = new ArrayList<>();
        for (ReachedCommit commit : reached.values()) {
            if (commit.place > number) {
                lost.add(commit.commit());
            }
        }
        return lost;
    }

    /** The server has it after all. */
    boolean acceptReached(Hash256 id, long number) {
        ReachedCommit commit = reached.get(id);
        if (commit == null) {
            return false;
        }
        if (commit.place != number) {
            commit.place(number);
            store.reached(commit.number, id, number);
        }
        return true;
    }

    /** The server has lost it and will not have it again. */
    @Nullable
    Refusal refuseReached(Hash256 id, AnkurahException reason) {
        ReachedCommit known = reached.get(id);
        if (known == null) {
            return null;
        }
        Commit commit = known.commit().commit;
        forgetReached(id);
        forget(commit, id);
        Rejection rejection = new Rejection(commit, reason, id);
        store.refused(known.number, rejection);
        return new Refusal(known.number, rejection);
    }
}
