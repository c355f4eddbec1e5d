package ankurah.core.internal.live;

import ankurah.core.Catalog;
import ankurah.core.Platform;
import ankurah.core.Scheduler;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.entity.StoreAway;
import ankurah.core.internal.policy.Sight;
import ankurah.core.internal.run.Mutex;
import ankurah.core.internal.run.Observation;
import ankurah.core.observe.Observed;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.storage.Position;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the published root and keeps the feeds current that windows look at.
 *
 * <p>Readers take the root with {@link #acquire}: one volatile read and a holder more on its snapshot, no lock, no wait.
 * Writers publish one commit at a time: swap the root, let the feeds that the commit concerns take their step, then the taps.
 * Window listeners queue what they have for the outbox, which runs the program's listeners elsewhere.
 *
 * <p>No gap, no doubling: a new selection notes its start under the lock, reads its rows from the root of that moment
 * without the lock, and takes over under the lock after one step over everything that was published meanwhile. Writers
 * therefore never wait for a query, except for one whose rows could not be read undisturbed in {@value #TRIES} tries. A
 * selection that somebody looks at already is joined and reads nothing.
 *
 * <p>Whoever holds the lock waits for nothing but storage reads.
 */
public final class Reactor {
    private static final System.Logger LOG = System.getLogger("ankurah.core");
    private static final int TRIES = 3;
    /** Who waits longer for others to read than this reads for himself. */
    private static final int GUARD_MILLIS = 60_000;

    private final Scheduler scheduler;
    private final Mutex lock;
    private final Scopes scopes;
    private final Outbox outbox;
    private final Pulse pulse;
    private final Observation observation = new Observation();
    private final Guards guards = new Guards();
    private final Registry registry = new Registry(guards);
    private final Set<Loading> loadings = new LinkedHashSet<>();
    private final Set<CommitTap> taps = new LinkedHashSet<>();
    private volatile Root root;
    private boolean closed;

    /** @param first becomes the reactor's to release */
    public Reactor(Platform platform, Root first) {
        this.scheduler = platform.scheduler();
        this.lock = new Mutex(platform.scheduler(), "the publication of a commit");
        this.scopes = new Scopes(platform.scheduler());
        this.outbox = new Outbox(platform.dispatcher(), scopes);
        this.pulse = new Pulse(this, platform.scheduler(), outbox);
        outbox.beatWith(pulse::beat);
        this.root = first;
    }

    /** The newest root, held for the caller, who releases it. */
    public Root acquire() {
        Root seen = root;
        while (!seen.retain()) {
            Root newer = root;
            if (newer == seen) {
                throw new AnkurahException.Unavailable("node.closed", "the node is closed");
            }
            seen = newer;
        }
        return seen;
    }

    /** The newest root, for the thread that publishes; others {@link #acquire}. */
    public Root newest() {
        return root;
    }

    public Position position() {
        return root.position();
    }

    public Catalog catalog() {
        return root.catalog();
    }

    public Scopes scopes() {
        return scopes;
    }

    public Outbox outbox() {
        return outbox;
    }

    /** What keeps the node's signals current. */
    public Pulse pulse() {
        return pulse;
    }

    /** Who observes this node. */
    public Observation observation() {
        return observation;
    }

    public void publish(Root next, @Nullable Commit commit, List<Changed> changes) {
        publish(next, commit, changes, Set.of());
    }

    /**
     * Makes a root the newest.
     *
     * @param next becomes the reactor's to release
     * @param changes one for each entity whose state, or whose place in a filter, is another than before
     * @param renewed filters that may now admit anything; windows that read through them are read anew, and rows that
     *     come in are initial
     */
    public void publish(Root next, @Nullable Commit commit, List<Changed> changes, Set<RowFilter> renewed) {
        lock.lock(Scheduler.NEVER);
        Root old = root;
        try {
            root = next;
            Guards.Turned turned = turned(changes, next);
            loadings.forEach(loading -> loading.note(changes, turned, renewed));
            if (!registry.isEmpty()) {
                new Advance(registry, old, next).take(changes, turned, renewed);
            }
            tellTaps(next, commit, changes);
        } finally {
            lock.unlock();
            old.release();
        }
        outbox.flush();
    }

    /** What cannot be read fails for those who need it; the commit stands. */
    private Guards.Turned turned(List<Changed> changes, Root next) {
        try {
            return guards.advance(changes, next.view());
        } catch (RuntimeException e) {
            if (!StoreAway.is(e)) {
                LOG.log(Level.ERROR, "it cannot be told who may read what a commit has changed", e);
            }
            return guards.giveUp();
        }
    }

    /**
     * Shows the newest position over another snapshot. Neither windows nor taps are concerned, unless the store was away:
     * what could not follow then is read anew, and the taps hear of the position.
     */
    public void renew(Root same) {
        lock.lock(Scheduler.NEVER);
        Root old = root;
        try {
            root = same;
            if (!registry.behind().isEmpty()) {
                new Advance(registry, old, same).catchUp();
                tellTaps(same, null, List.of());
            }
        } finally {
            lock.unlock();
            old.release();
        }
        outbox.flush();
    }

    /** Makes a root the newest of which nobody knows how it differs; all windows are read anew. */
    public void leap(Root next) {
        lock.lock(Scheduler.NEVER);
        Root old = root;
        try {
            root = next;
            loadings.forEach(Loading::lose);
            Guards.Turned unused = guards.giveUp();
            registry.all().forEach(registry::fallBehind);
            new Advance(registry, old, next).catchUp();
            tellTaps(next, null, List.of());
        } finally {
            lock.unlock();
            old.release();
        }
        outbox.flush();
    }

    /** A tap believes that all windows have come as far as the root. */
    private void tellTaps(Root next, @Nullable Commit commit, List<Changed> changes) {
        if (registry.behind().isEmpty()) {
            taps.forEach(tap -> tell(tap, next, commit, changes));
        }
    }

    private static void tell(CommitTap tap, Root next, @Nullable Commit commit, List<Changed> changes) {
        try {
            tap.onCommit(next, commit, changes);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a tap failed to hear of a commit", e);
        }
    }

    /** Runs before the next publication and after the last, with the newest root. Must be quick and must not suspend. */
    public void between(Moment moment) {
        lock.lock(Scheduler.NEVER);
        try {
            moment.at(root);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a commit is being published, or something runs between two. */
    public boolean isBusy() {
        return !lock.isFree();
    }

    /** What runs between two publications. */
    @FunctionalInterface
    public interface Moment {
        void at(Root newest);
    }

    /** What keeping each selection current has come to. */
    public List<FeedReport> feedReports() {
        List<FeedReport> reports = new ArrayList<>();
        between(newest -> registry.all().forEach(feed -> reports.add(feed.report())));
        return reports;
    }

    /** Adds a tap; it hears of every publication after the call has returned, and of none from before it was made. */
    public void tap(CommitTap tap) {
        between(newest -> taps.add(tap));
    }

    public void untap(CommitTap tap) {
        between(newest -> taps.remove(tap));
    }

    /** A window without a selection yet. */
    public Window window(WindowListener listener) {
        return new Window(this, listener);
    }

    /**
     * Has all windows read through the filters that have taken the place of theirs; rows that come in are initial. Returns
     * when they do.
     */
    public void refilter() {
        List<Window> stale = new ArrayList<>();
        between(newest -> {
            for (Feed feed : registry.all()) {
                for (Window window : feed.windows()) {
                    RowFilter filter = window.filter();
                    if (filter != null && !filter.isCurrent()) {
                        stale.add(window);
                    }
                }
            }
        });
        stale.forEach(this::refilter);
    }

    /** One whose rows cannot be read anew is no longer kept current, rather than go on showing what may be hidden by now. */
    private void refilter(Window window) {
        Selection same;
        RowFilter now;
        int generation;
        lock.lock(Scheduler.NEVER);
        try {
            Feed feed = window.feed();
            RowFilter old = window.filter();
            if (feed == null || old == null || old.isCurrent() || !window.isSettled()) {
                // Whoever selects something else at this moment looks for the newest filter when it is done.
                return;
            }
            now = old.current();
            same = new Selection(feed.selection.collection, feed.selection.query, now);
            generation = window.nextGeneration();
        } finally {
            lock.unlock();
        }
        try {
            RowFilter unused = select(window, generation, same, now);
        } catch (AnkurahException e) {
            LOG.log(Level.ERROR, "a live query failed", e);
            fail(window, e);
        }
    }

    private void fail(Window window, AnkurahException why) {
        lock.lock(Scheduler.NEVER);
        try {
            Feed feed = window.feed();
            if (feed != null) {
                leave(window, feed);
                window.fail(why);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The filter that is no longer read through. */
    @Nullable
    RowFilter select(Window window, Selection selection, RowFilter through) {
        RowFilter released = select(window, begin(window), selection, through);
        if (!through.isCurrent()) {
            // It was replaced meanwhile, perhaps before it could be seen here that this window reads through it.
            refilter(window);
        }
        return released;
    }

    private @Nullable RowFilter select(Window window, int generation, Selection selection, RowFilter through) {
        Finished finished = join(window, generation, selection, through);
        if (finished == null) {
            guard(selection);
        }
        for (int tries = 1; finished == null; tries++) {
            Loading loading = new Loading(selection);
            Root from = start(loading);
            try {
                Selection.Loaded loaded = load(selection, from, through);
                finished = finish(window, generation, through, loading, loaded, tries == TRIES);
            } finally {
                between(newest -> end(loading));
                from.release();
            }
        }
        outbox.flush();
        return finished.released;
    }

    /** Has read, without the lock, what tells who may see rows of the selection from now on. */
    private void guard(Selection selection) {
        // Each path once, and once more if others came in between.
        for (int tries = 2 * selection.guarded.size(); tries > 0; tries--) {
            Root from;
            GuardLoading missing;
            boolean mine;
            lock.lock(Scheduler.NEVER);
            try {
                requireOpen();
                missing = guards.missing(selection, root.view());
                if (missing == null) {
                    return;
                }
                mine = missing.begin();
                from = acquire();
            } finally {
                lock.unlock();
            }
            try {
                if (mine) {
                    read(missing, from);
                } else {
                    boolean unused = scheduler.await(missing, scheduler.deadlineIn(GUARD_MILLIS));
                }
            } finally {
                from.release();
            }
        }
    }

    private void read(GuardLoading missing, Root from) {
        try {
            missing.read(from.view());
        } finally {
            try {
                between(newest -> guards.loaded(missing, newest.view()));
            } finally {
                missing.end();
                scheduler.signal(missing);
            }
        }
    }

    private Selection.Loaded load(Selection selection, Root from, RowFilter through) {
        if (!observation.isOn()) {
            return selection.load(from.view());
        }
        long began = observation.nanos();
        Selection.Loaded loaded = selection.load(from.view());
        observation.tell(new Observed.Queried(
                Observed.Kind.LIVE,
                0,
                selection.collection,
                selection.query,
                through instanceof Sight sight ? sight.principal() : null,
                loaded.held().size(),
                observation.nanos() - began));
        return loaded;
    }

    private int begin(Window window) {
        lock.lock(Scheduler.NEVER);
        try {
            return window.nextGeneration();
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the rows of another window that selects the same; null if there is none. */
    private @Nullable Finished join(Window window, int generation, Selection selection, RowFilter through) {
        lock.lock(Scheduler.NEVER);
        try {
            Feed feed = registry.find(selection);
            return feed == null ? null : look(window, generation, feed, through);
        } finally {
            lock.unlock();
        }
    }

    private Finished look(Window window, int generation, Feed feed, RowFilter through) {
        if (!window.isCurrent(generation)) {
            return new Finished(through);
        }
        RowFilter before = window.filter();
        feed.join(window);
        Feed old = window.feed();
        if (old != null && old != feed) {
            leave(window, old);
        }
        window.look(feed, through, root);
        return new Finished(before);
    }

    private void leave(Window window, Feed feed) {
        feed.leave(window);
        if (feed.isDeserted()) {
            registry.remove(feed);
            guards.sweep();
        }
    }

    private Root start(Loading loading) {
        lock.lock(Scheduler.NEVER);
        try {
            requireOpen();
            guards.use(loading.selection, root.view());
            loadings.add(loading);
            return acquire();
        } finally {
            lock.unlock();
        }
    }

    private void end(Loading loading) {
        loadings.remove(loading);
        guards.unuse(loading.selection);
    }

    private void requireOpen() {
        if (closed) {
            throw new AnkurahException.Unavailable("node.closed", "the node is closed");
        }
    }

    /** @param released the filter that is no longer read through */
    private record Finished(@Nullable RowFilter released) {}

    /** Null if the rows have to be read again. */
    private @Nullable Finished finish(
            Window window,
            int generation,
            RowFilter through,
            Loading loading,
            Selection.Loaded loaded,
            boolean lastTry) {
        lock.lock(Scheduler.NEVER);
        try {
            requireOpen();
            if (!window.isCurrent(generation)) {
                return new Finished(through);
            }
            Selection selection = loading.selection;
            Feed feed = registry.find(selection);
            if (feed == null) {
                Selection.Loaded current = current(selection, loading, loaded, lastTry);
                if (current == null) {
                    return null;
                }
                feed = new Feed(selection, current);
                feed.opened(root);
                registry.add(feed, current.filings(), root.view());
            }
            return look(window, generation, feed, through);
        } finally {
            lock.unlock();
        }
    }

    /** What was loaded and what happened since; null if the rows have to be read again. */
    private Selection.@Nullable Loaded current(
            Selection selection, Loading loading, Selection.Loaded loaded, boolean lastTry) {
        if (!loading.moved()) {
            return loaded;
        }
        boolean follows = loaded.followed() != null;
        if (!loading.isLost() && selection.mayFollow(root.view()) == follows && !isLost(loaded)) {
            return catchUp(selection, loaded, loading, root);
        }
        return lastTry ? selection.load(root.view()) : null;
    }

    private static boolean isLost(Selection.Loaded loaded) {
        return loaded.followed() != null && loaded.followed().isLost();
    }

    private static Selection.Loaded catchUp(
            Selection selection, Selection.Loaded loaded, Loading loading, Root newest) {
        Step step = new Step(selection, loaded.held(), loaded.followed());
        step.take(loading.missed(loaded.followed()), newest.view());
        return new Selection.Loaded(step.after(), loaded.followed(), loaded.filings());
    }

    void close(Window window) {
        lock.lock(Scheduler.NEVER);
        try {
            Feed feed = window.feed();
            if (feed != null) {
                leave(window, feed);
            }
            window.end();
        } finally {
            lock.unlock();
        }
    }

    /** How many windows are kept current. */
    public int windows() {
        lock.lock(Scheduler.NEVER);
        try {
            int windows = 0;
            for (Feed feed : registry.all()) {
                windows += feed.windows().size();
            }
            return windows;
        } finally {
            lock.unlock();
        }
    }

    /** How many different selections are kept current for them. */
    public int feeds() {
        lock.lock(Scheduler.NEVER);
        try {
            return registry.all().size();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all windows and lets the root go; readers that hold it may finish. */
    public void close() {
        lock.lock(Scheduler.NEVER);
        try {
            if (closed) {
                return;
            }
            closed = true;
            List.copyOf(registry.all()).forEach(Feed::end);
            registry.clear();
            guards.clear();
            taps.clear();
        } finally {
            lock.unlock();
        }
        outbox.close();
        root.release();
    }
}
