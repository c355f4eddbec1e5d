package ankurah.core.internal.live;

import ankurah.core.Catalog;
import ankurah.core.Change;
import ankurah.core.Platform;
import ankurah.core.Scheduler;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.run.Mutex;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.storage.Position;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the published root and keeps the windows current.
 *
 * <p>Readers take the root with {@link #acquire}: one volatile read and a holder more on its snapshot, no lock, no wait.
 * Writers publish one commit at a time: swap the root, let each window the commit may concern take its step, then the taps.
 * Window listeners queue what they have for the outbox, which runs the program's listeners elsewhere.
 *
 * <p>No gap, no doubling: a new selection notes its start under the lock, reads its rows from the root of that moment
 * without the lock, and takes over under the lock after one step over everything that was published meanwhile. Writers
 * therefore never wait for a query, except for one whose rows could not be read undisturbed in {@value #TRIES} tries.
 *
 * <p>Whoever holds the lock waits for nothing but storage reads.
 */
public final class Reactor {
    private static final System.Logger LOG = System.getLogger("ankurah.core");
    private static final int TRIES = 3;

    private final Mutex lock;
    private final Scopes scopes;
    private final Outbox outbox;
    private final Registry registry = new Registry();
    private final Set<Loading> loadings = new LinkedHashSet<>();
    private final Set<CommitTap> taps = new LinkedHashSet<>();
    private volatile Root root;
    private boolean closed;

    /** @param first becomes the reactor's to release */
    public Reactor(Platform platform, Root first) {
        this.lock = new Mutex(platform.scheduler(), "the publication of a commit");
        this.scopes = new Scopes(platform.scheduler());
        this.outbox = new Outbox(platform.dispatcher(), scopes);
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
            loadings.forEach(loading -> loading.note(changes, renewed));
            if (!registry.isEmpty()) {
                advance(next, old.catalog(), changes, renewed);
            }
            taps.forEach(tap -> tell(tap, next, commit, changes));
        } finally {
            lock.unlock();
            old.release();
        }
        outbox.flush();
    }

    /** Shows the newest position over another snapshot. Neither windows nor taps are concerned. */
    public void renew(Root same) {
        lock.lock(Scheduler.NEVER);
        Root old = root;
        root = same;
        lock.unlock();
        old.release();
    }

    private void advance(Root next, Catalog known, List<Changed> changes, Set<RowFilter> renewed) {
        Map<Window, Concern> concerned = registry.concerned(changes);
        if (!renewed.isEmpty()) {
            registry.through(renewed).forEach(window -> {
                concerned.remove(window);
                guard(window, () -> reload(window, next, Change.Kind.INITIAL));
            });
        }
        if (!next.catalog().equals(known)) {
            registry.turned(known, next.view()).forEach(window -> {
                concerned.remove(window);
                guard(window, () -> reload(window, next, Change.Kind.ADDED));
            });
        }
        concerned.forEach((window, concern) -> guard(window, () -> advance(window, concern, next)));
    }

    private void advance(Window window, Concern concern, Root next) {
        if (window.isLost()) {
            reload(window, next, Change.Kind.ADDED);
        } else {
            window.advance(concern, next);
            registry.follow(window);
        }
    }

    /** Runs the window's query anew. */
    private void reload(Window window, Root next, Change.Kind entered) {
        Selection selection = window.selection();
        if (selection != null) {
            Selection.Loaded loaded = selection.load(next.view());
            registry.remove(window, selection);
            window.reload(selection, loaded, next, entered);
            registry.add(window, selection, loaded.filings());
        }
    }

    private static void tell(CommitTap tap, Root next, @Nullable Commit commit, List<Changed> changes) {
        try {
            tap.onCommit(next, commit, changes);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a tap failed to hear of a commit", e);
        }
    }

    /** A window that cannot be kept current fails alone; the commit stands. */
    private void guard(Window window, Turn turn) {
        try {
            turn.run();
        } catch (AnkurahException e) {
            fail(window, e);
        } catch (RuntimeException e) {
            fail(window, new AnkurahException.Fault("live.failed", "a live query could not follow a commit", e));
        }
    }

    /** One step of one window. */
    private interface Turn {
        void run();
    }

    private void fail(Window window, AnkurahException why) {
        LOG.log(Level.ERROR, "a live query failed", why);
        Selection selection = window.selection();
        if (selection != null) {
            registry.remove(window, selection);
        }
        window.fail(why);
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

    /** What runs between two publications. */
    @FunctionalInterface
    public interface Moment {
        void at(Root newest);
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
        return new Window(this, listener, Held.none(Held.BY_ID).show(0));
    }

    /** The filter that is no longer read through. */
    @Nullable
    RowFilter select(Window window, Selection selection) {
        int generation = begin(window);
        for (int tries = 1; ; tries++) {
            Loading loading = new Loading(selection);
            Root from = start(loading);
            try {
                Selection.Loaded loaded = selection.load(from.view());
                Finished finished = finish(window, generation, selection, loading, loaded, tries == TRIES);
                if (finished != null) {
                    outbox.flush();
                    return finished.released;
                }
            } finally {
                between(newest -> loadings.remove(loading));
                from.release();
            }
        }
    }

    private int begin(Window window) {
        lock.lock(Scheduler.NEVER);
        try {
            return window.nextGeneration();
        } finally {
            lock.unlock();
        }
    }

    private Root start(Loading loading) {
        lock.lock(Scheduler.NEVER);
        try {
            if (closed) {
                throw new AnkurahException.Unavailable("node.closed", "the node is closed");
            }
            loadings.add(loading);
            return acquire();
        } finally {
            lock.unlock();
        }
    }

    /** @param released the filter that is no longer read through */
    private record Finished(@Nullable RowFilter released) {}

    /** Null if the rows have to be read again. */
    private @Nullable Finished finish(
            Window window,
            int generation,
            Selection selection,
            Loading loading,
            Selection.Loaded loaded,
            boolean lastTry) {
        lock.lock(Scheduler.NEVER);
        try {
            if (!window.isCurrent(generation)) {
                return new Finished(selection.filter);
            }
            Root newest = root;
            Selection.Loaded current = loaded;
            if (loading.moved()) {
                boolean follows = loaded.followed() != null;
                if (loading.isLost() || selection.mayFollow(newest.view()) != follows || isLost(loaded)) {
                    if (!lastTry) {
                        return null;
                    }
                    current = selection.load(newest.view());
                } else {
                    current = catchUp(selection, loaded, loading, newest);
                }
            }
            Selection old = window.selection();
            if (old != null) {
                registry.remove(window, old);
            }
            window.install(selection, current, newest);
            registry.add(window, selection, current.filings());
            return new Finished(old == null ? null : old.filter);
        } finally {
            lock.unlock();
        }
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
            Selection selection = window.selection();
            if (selection != null) {
                registry.remove(window, selection);
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
            return registry.size();
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
            registry.all().forEach(Window::end);
            registry.clear();
            taps.clear();
        } finally {
            lock.unlock();
        }
        outbox.close();
        root.release();
    }
}
