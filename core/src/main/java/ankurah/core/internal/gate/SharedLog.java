package ankurah.core.internal.gate;

import ankurah.core.Catalog;
import ankurah.core.Platform;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.Recent;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.StoreAway;
import ankurah.core.internal.live.Reactor;
import ankurah.core.internal.schema.CatalogStore;
import ankurah.core.type.Erasure;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Sha256;
import ankurah.storage.LoggedCommit;
import ankurah.storage.LoggedEvent;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node comes to what others have written to the store it shares with them. Their commits were judged where they
 * entered; here they are taken from the log, folded and published, one by one and in order, as the node's own are.
 *
 * <p><b>Step by step.</b> A newer snapshot tells which commits have come. They are folded onto the newest root, whose own
 * snapshot has everything before them; each is published over that snapshot with what is newer laid over it, and the last
 * one over the newer snapshot. So no reader meets a state that is newer than its root's position.
 *
 * <p><b>In one leap.</b> That does not work where the old snapshot was lost with the connection to the store, where a
 * content was erased since (the events in between are no longer what was folded), and it should not be tried where more was
 * written than is to be held in memory. Then the root goes to the newer snapshot at once, and what follows the root is
 * read anew.
 *
 * <p>Guarded by the gate's leadership, as all publication is.
 */
final class SharedLog {
    /** More than this is taken in one leap. */
    static final int MOST_COMMITS = 4_096;

    static final int MOST_BYTES = 16 << 20;
    private static final int PAGE = 256;

    private final StorageEngine storage;
    private final Platform platform;
    private final Fold fold;
    private final Reactor reactor;
    private final Recent recent;
    private final ClockMark clockMark;
    private final Parking parking;
    /** Parked commits whose parents others have written; to be judged in the next turn. */
    private final List<Submission> released = new ArrayList<>();
    /** Something failed since the root was made: its snapshot may be lost, and what is stored of a group unknown. */
    private boolean unsure;

    /** What this node has written since the newest root's snapshot was taken. */
    private final Over over = new Over();

    private volatile long shownSinceMillis;
    private volatile boolean overlaid;
    private Runnable overlaidListener = () -> {};

    /** A commit of the log, and where it stands. */
    private record Logged(Commit commit, Position position) {}

    SharedLog(
            StorageEngine storage,
            Platform platform,
            Fold fold,
            Reactor reactor,
            Recent recent,
            ClockMark clockMark,
            Parking parking) {
        this.storage = storage;
        this.platform = platform;
        this.fold = fold;
        this.reactor = reactor;
        this.recent = recent;
        this.clockMark = clockMark;
        this.parking = parking;
        this.shownSinceMillis = platform.scheduler().nowMillis();
    }

    /** When the newest root got its snapshot. Called by any thread. */
    long shownSinceMillis() {
        return shownSinceMillis;
    }

    /** Has the next look make sure of everything. */
    void doubt() {
        unsure = true;
    }

    boolean isUnsure() {
        return unsure;
    }

    /** Sets who hears that commits lie over the newest root's snapshot, in the middle of the gate. */
    void onOverlaid(Runnable listener) {
        overlaidListener = listener;
    }

    /** Whether commits lie over the newest root's snapshot. Called by any thread. */
    boolean isOverlaid() {
        return overlaid;
    }

    Over over() {
        return over;
    }

    /** A commit of this node's own is about to be shown over the snapshot there is. */
    void lay(Staged commit) {
        over.lay(commit);
        if (!overlaid) {
            overlaid = true;
            overlaidListener.run();
        }
    }

    private void laidOff() {
        over.clear();
        overlaid = false;
    }

    /** The parked commits that can be judged now; they are no longer kept here. */
    List<Submission> takeReleased() {
        List<Submission> taken = List.copyOf(released);
        released.clear();
        return taken;
    }

    boolean hasReleased() {
        return !released.isEmpty();
    }

    /** Comes to where the store is in this turn, so that the newest root has all that is stored. */
    void reach(Position turn) {
        Root newest = reactor.newest();
        if (unsure || newest.position().number() != turn.number()) {
            catchUp();
        }
        Position reached = reactor.newest().position();
        if (!reached.equals(turn)) {
            throw changed(reached, turn);
        }
    }

    /** Comes to where the store is now, and shows it over a new snapshot also if nothing was written. */
    @SuppressWarnings("ReferenceEquality") // whether the very snapshot has become a root's, who closes it
    void catchUp() {
        StorageSnapshot fresh = storage.snapshot();
        Root shown = reactor.newest();
        try {
            requireBehind(shown.position(), fresh.position());
            clockMark.reload(fresh);
            takeTo(fresh);
        } catch (RuntimeException e) {
            unsure = true;
            if (reactor.newest().view().snapshot() != fresh) {
                fresh.close();
            }
            throw e;
        }
        unsure = false;
        laidOff();
        shownSinceMillis = platform.scheduler().nowMillis();
    }

    /**
     * Shows the newest position over a snapshot that was taken beside the groups, and may lack the last of them.
     *
     * @return whether it is a root's now, who closes it
     */
    boolean rebase(StorageSnapshot fresh) {
        Root newest = reactor.newest();
        Position at = fresh.position();
        if (unsure || over.isEmpty() || !over.has(at)) {
            return false;
        }
        over.liftTo(at.number());
        overlaid = !over.isEmpty();
        reactor.renew(Root.over(fresh, newest.position(), over.overlay(), newest.catalog(), recent));
        shownSinceMillis = platform.scheduler().nowMillis();
        return true;
    }

    private void takeTo(StorageSnapshot fresh) {
        Root newest = reactor.newest();
        Position from = newest.position();
        if (from.number() == fresh.position().number()) {
            reactor.renew(Root.over(fresh, from, Overlay.EMPTY, newest.catalog(), recent));
            return;
        }
        List<Logged> tail = tail(from, fresh);
        if (tail == null || !stepThrough(tail, fresh)) {
            leap(reactor.newest().position(), fresh);
        }
    }

    /** The commits behind a position; null if they are too many to be held, or something of them was erased. */
    private @Nullable List<Logged> tail(Position from, StorageSnapshot fresh) {
        List<Logged> tail = new ArrayList<>();
        long bytes = 0;
        Position at = from;
        while (at.number() < fresh.position().number()) {
            for (LoggedCommit logged : page(fresh, at)) {
                at = next(at, logged);
                Commit commit = commit(fresh, logged);
                bytes += commit == null ? 0 : commit.size();
                if (commit == null || tail.size() >= MOST_COMMITS || bytes > MOST_BYTES) {
                    return null;
                }
                tail.add(new Logged(commit, at));
            }
        }
        return tail;
    }

    private List<LoggedCommit> page(StorageSnapshot fresh, Position at) {
        List<LoggedCommit> page = fresh.log(at.number(), PAGE);
        if (page.isEmpty()) {
            throw new AnkurahException.Fault(
                    "storage.damaged",
                    "the store says that its log is at " + fresh.position() + " and has it to " + at);
        }
        return page;
    }

    private Position next(Position at, LoggedCommit logged) {
        Position next = at.next(logged.commitId(), sha256());
        if (!next.equals(logged.position(at.log()))) {
            throw changed(next, logged.position(at.log()));
        }
        return next;
    }

    private @Nullable Commit commit(StorageSnapshot fresh, LoggedCommit logged) {
        List<Event> events = new ArrayList<>(logged.events().size());
        for (LoggedEvent one : logged.events()) {
            Event event = fresh.event(one.entity(), one.event());
            if (event == null) {
                throw new AnkurahException.Fault(
                        "storage.damaged",
                        "the log names the event " + one.event() + ", which the store does not have");
            }
            if (event.payload().isEmpty() || Erasure.isIn(event)) {
                return null;
            }
            events.add(event);
        }
        return Commit.of(events, sha256());
    }

    /** False if the newest root's snapshot was lost on the way. */
    private boolean stepThrough(List<Logged> tail, StorageSnapshot fresh) {
        for (int i = 0; i < tail.size(); i++) {
            boolean last = i == tail.size() - 1;
            Taken taken;
            try {
                taken = Taken.of(reactor.newest().view(), fold, tail.get(i).commit());
            } catch (AnkurahException e) {
                if (StoreAway.is(e)) {
                    return false;
                }
                throw e;
            }
            publish(tail.get(i), taken, last ? fresh : null);
        }
        return true;
    }

    private void publish(Logged logged, Taken taken, @Nullable StorageSnapshot fresh) {
        Commit commit = logged.commit();
        Position position = logged.position();
        Root newest = reactor.newest();
        Catalog catalog =
                fresh == null || taken.catalog().equals(newest.catalog()) ? taken.catalog() : CatalogStore.load(fresh);
        clockMark.took(commit.manifest().getLast().time());
        commit.manifest().forEach(this::arrived);
        for (Changed change : taken.changes()) {
            recent.add(change.after(), position.number());
        }
        Root next = fresh == null
                ? newest.next(position, taken.overlay(), catalog)
                : Root.over(fresh, position, Overlay.EMPTY, catalog, recent);
        reactor.publish(next, commit, taken.changes());
    }

    private void arrived(EventId event) {
        released.addAll(parking.arrived(event));
    }

    private void leap(Position from, StorageSnapshot fresh) {
        Position at = from;
        while (at.number() < fresh.position().number()) {
            for (LoggedCommit logged : page(fresh, at)) {
                at = next(at, logged);
                clockMark.took(logged.events().getLast().event().time());
                logged.events().forEach(one -> arrived(one.event()));
            }
        }
        Catalog catalog = CatalogStore.load(fresh);
        recent.clear();
        reactor.leap(Root.over(fresh, at, Overlay.EMPTY, catalog, recent));
    }

    private void requireBehind(Position here, Position store) {
        boolean same = here.log().equals(store.log())
                && (here.number() < store.number() || here.number() == store.number() && here.equals(store));
        if (!same) {
            throw changed(here, store);
        }
    }

    private static AnkurahException changed(Position here, Position store) {
        return new AnkurahException.Fault(
                "storage.other_log",
                "this node has come to " + here + " and its store's log goes to " + store
                        + " in another way; it was replaced by another copy. Open the node again");
    }

    private Sha256 sha256() {
        return platform.sha256();
    }
}
