package ankurah.core.internal.live;

import ankurah.core.Change;
import ankurah.core.ChangeSet;
import ankurah.core.ResultSet;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.event.AnkurahException;
import ankurah.query.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one query, kept current by the {@link Reactor}, under whose lock everything here happens that is not said
 * to be otherwise. Live queries, and what a server keeps for its clients, are windows with different listeners.
 */
public final class Window {
    private final Reactor reactor;
    private final WindowListener listener;

    private volatile @Nullable Selection selection;
    private volatile @Nullable Held held;
    private volatile Rows rows;
    private volatile boolean closed;
    private volatile @Nullable AnkurahException failure;
    /** Which of several calls of {@link #select} was the last. */
    private int generation;

    Window(Reactor reactor, WindowListener listener, Rows none) {
        this.reactor = reactor;
        this.listener = listener;
        this.rows = none;
    }

    /** The newest result. Called by any thread. */
    public ResultSet rows() {
        return rows;
    }

    /** What the result answers; null before the first {@link #select} has ended. Called by any thread. */
    public @Nullable Query query() {
        Selection current = selection;
        return current == null ? null : current.query;
    }

    /** Why the result is no longer kept current. Called by any thread. */
    public @Nullable AnkurahException failure() {
        return failure;
    }

    /**
     * Selects something else. Returns when the result answers it, or a later call. Called by any thread, under no lock.
     *
     * @return the filter that is no longer read through: the one before, or the given one if another selection stays
     */
    public @Nullable RowFilter select(String collection, Query bound, RowFilter filter) {
        return reactor.select(this, new Selection(collection, bound, filter));
    }

    /** What the result is read through; null before the first {@link #select} has ended. Called by any thread. */
    public @Nullable RowFilter filter() {
        Selection current = selection;
        return current == null ? null : current.filter;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Ends it; the last result stays readable. Called by any thread, under no lock. */
    public void close() {
        reactor.close(this);
    }

    int nextGeneration() {
        return ++generation;
    }

    boolean isCurrent(int asked) {
        return !closed && asked == generation;
    }

    @Nullable
    Selection selection() {
        return selection;
    }

    void end() {
        closed = true;
        held = null;
    }

    /** Takes over the rows of a new selection; those that were not in the old one are initial. */
    void install(Selection next, Held loaded, Root root) {
        Selection old = selection;
        Rows before = rows;
        Rows after = loaded.show(next.limit);
        boolean sameOrder = old != null && old.query.orderBy().equals(next.query.orderBy());
        selection = next;
        held = loaded;
        rows = after;
        if (old != null) {
            tell(before, Difference.between(before, after, Change.Kind.INITIAL, sameOrder), root);
        }
    }

    /** Follows one publication. */
    void advance(Iterable<Changed> changes, Root root) {
        Selection current = selection;
        Held known = held;
        if (current == null || known == null) {
            return;
        }
        if (current.mayFollow(root.view())) {
            reload(root, Change.Kind.ADDED);
            return;
        }
        Step step = new Step(current, known);
        List<Change> told = step.take(changes, root.view());
        Rows before = rows;
        held = step.after();
        rows = step.after().show(current.limit);
        tell(before, told, root);
    }

    /** Runs the query anew. */
    void reload(Root root, Change.Kind entered) {
        Selection current = selection;
        if (current == null || closed) {
            return;
        }
        Rows before = rows;
        Held loaded = current.load(root.view());
        held = loaded;
        rows = loaded.show(current.limit);
        tell(before, Difference.between(before, rows, entered, true), root);
    }

    void fail(AnkurahException why) {
        failure = why;
        held = null;
    }

    private void tell(Rows before, List<Change> changes, Root root) {
        if (!changes.isEmpty()) {
            listener.onChange(before, new ChangeSet(root.position(), changes, rows), root);
        }
    }
}
