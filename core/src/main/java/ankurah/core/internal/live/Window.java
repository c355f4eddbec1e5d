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
public final class Window implements Crowd {
    private final Reactor reactor;
    private final WindowListener listener;

    private volatile @Nullable Selection selection;
    private volatile @Nullable Held held;
    private volatile Rows rows;
    private volatile boolean closed;
    private volatile @Nullable AnkurahException failure;
    /** What the rows held depend on; null if only on themselves. */
    private @Nullable Followed followed;
    /** Which of several calls of {@link #select} was the last. */
    private int generation;
    /** Where its index has it; null if no index has it. Kept by the index. */
    @Nullable
    Filing filing;
    /** The last visit by its index. */
    long visit;

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

    @Nullable
    Followed followed() {
        return followed;
    }

    /** Whether a changed row of the collection may change the result, as far as can be told at a glance. */
    boolean mayConcern(Changed change) {
        Selection current = selection;
        Held known = held;
        return current != null
                && known != null
                && (followed != null
                        || current.matches(change.after())
                        || known.keyOf(change.after().id()) != null);
    }

    void end() {
        closed = true;
        letGo();
    }

    private void letGo() {
        held = null;
        followed = null;
    }

    /** Takes over the rows of a new selection; those that were not in the old one are initial. */
    void install(Selection next, Selection.Loaded loaded, Root root) {
        Selection old = selection;
        Rows before = rows;
        Rows after = loaded.held().show(next.limit);
        boolean sameOrder = old != null && old.query.orderBy().equals(next.query.orderBy());
        selection = next;
        held = loaded.held();
        followed = loaded.followed();
        rows = after;
        if (old != null) {
            tell(before, Difference.between(before, after, Change.Kind.INITIAL, sameOrder), root);
        }
    }

    /** Whether only {@link #reload} can bring the rows up to date. */
    boolean isLost() {
        return followed != null && followed.isLost();
    }

    /** Follows one publication. */
    void advance(Concern concern, Root root) {
        Selection current = selection;
        Held known = held;
        if (current == null || known == null) {
            return;
        }
        Step step = new Step(current, known, followed);
        List<Change> told = step.take(concern, root.view());
        if (step.after() == known) {
            return;
        }
        Rows before = rows;
        held = step.after();
        rows = step.after().show(current.limit);
        tell(before, told, root);
    }

    /** Takes over the rows of a new run of the query. */
    void reload(Selection current, Selection.Loaded loaded, Root root, Change.Kind entered) {
        Rows before = rows;
        held = loaded.held();
        followed = loaded.followed();
        rows = loaded.held().show(current.limit);
        tell(before, Difference.between(before, rows, entered, true), root);
    }

    void fail(AnkurahException why) {
        failure = why;
        letGo();
    }

    private void tell(Rows before, List<Change> changes, Root root) {
        if (!changes.isEmpty()) {
            listener.onChange(before, new ChangeSet(root.position(), changes, rows), root);
        }
    }

    // A crowd of one.

    @Override
    public int size() {
        return 1;
    }

    @Override
    public void forEach(Visitor visitor) {
        visitor.visit(this);
    }

    @Override
    public Crowd with(Window other) {
        return other == this ? this : new Many(this, other);
    }

    @Override
    public @Nullable Crowd without(Window other) {
        return other == this ? null : this;
    }
}
