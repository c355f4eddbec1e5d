package ankurah.core.internal.live;

import ankurah.core.Change;
import ankurah.core.ChangeSet;
import ankurah.core.ResultSet;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.event.AnkurahException;
import ankurah.query.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one query, kept current by the {@link Reactor}, under whose lock everything here happens that is not said
 * to be otherwise. Live queries, and what a server keeps for its clients, are windows with different listeners. Windows
 * that select the same look at the same {@link Feed}.
 */
public final class Window {
    private final Reactor reactor;
    private final WindowListener listener;

    /** Null before the first {@link #select} has ended, and when the result is no longer kept current. */
    private volatile @Nullable Feed feed;
    /** The rows while there is no feed. */
    private volatile Rows last = Held.none(Held.BY_ID).show(0);

    private volatile @Nullable Query query;
    /** As given. The feed may read through another one that is equal, or that admits as much. */
    private volatile @Nullable RowFilter filter;

    private volatile boolean closed;
    private volatile @Nullable AnkurahException failure;
    /** Which of several calls of {@link #select} was the last. */
    private int generation;
    /** Which of them is shown. */
    private int shownGeneration;

    Window(Reactor reactor, WindowListener listener) {
        this.reactor = reactor;
        this.listener = listener;
    }

    /** The newest result. Called by any thread. */
    public ResultSet rows() {
        return shown();
    }

    private Rows shown() {
        Feed current = feed;
        return current == null ? last : current.rows();
    }

    /** What the result answers; null before the first {@link #select} has ended. Called by any thread. */
    public @Nullable Query query() {
        return query;
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
    public @Nullable RowFilter select(String collection, Query bound, RowFilter through) {
        return reactor.select(this, new Selection(collection, bound, through), through);
    }

    /** What the result is read through; null before the first {@link #select} has ended. Called by any thread. */
    public @Nullable RowFilter filter() {
        return filter;
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

    /** Whether nothing else is being selected. */
    boolean isSettled() {
        return !closed && shownGeneration == generation;
    }

    @Nullable
    Feed feed() {
        return feed;
    }

    /** Looks at another feed; rows that were not in the old one are initial. */
    void look(Feed at, RowFilter through, Root root) {
        Query old = query;
        if (old != null) {
            tellDifference(old, at, root);
        }
        query = at.selection.query;
        filter = through;
        feed = at;
        shownGeneration = generation;
    }

    /** While it still answers the old query, so that a listener can keep how that one stood. */
    private void tellDifference(Query old, Feed at, Root root) {
        Rows before = shown();
        Rows after = at.rows();
        boolean sameOrder = old.orderBy().equals(at.selection.query.orderBy());
        List<Change> changes = Difference.between(before, after, Change.Kind.INITIAL, sameOrder);
        if (!changes.isEmpty()) {
            tell(before, new ChangeSet(root.position(), changes, after), root);
        }
    }

    void tell(ResultSet before, ChangeSet change, Root root) {
        listener.onChange(before, change, root);
    }

    void end() {
        closed = true;
        letGo();
    }

    void fail(AnkurahException why) {
        failure = why;
        letGo();
        listener.onFailure();
    }

    private void letGo() {
        last = shown();
        feed = null;
    }
}
