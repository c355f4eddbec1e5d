package ankurah.core.internal.live;

import ankurah.core.Change;
import ankurah.core.ChangeSet;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Root;
import ankurah.event.AnkurahException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one selection, kept current for all windows that select it. Guarded by the reactor's lock, but for
 * {@link #rows}.
 */
final class Feed implements Crowd {
    final Selection selection;

    private Held held;
    private volatile Rows rows;
    /** What the rows held depend on; null if only on themselves. */
    private @Nullable Followed followed;

    private final FeedTally tally = new FeedTally();

    /** The first window, or the only one; null when there is none. */
    private @Nullable Window first;
    /** The other windows; null when there have never been any. */
    private @Nullable Set<Window> others;

    /** Where its index has it; null if no index has it. Kept by the index. */
    @Nullable
    Filing filing;
    /** The last visit by its index. Kept by the index. */
    long visit;

    Feed(Selection selection, Selection.Loaded loaded) {
        this.selection = selection;
        this.held = loaded.held();
        this.followed = loaded.followed();
        this.rows = loaded.held().show(selection.limit);
    }

    /** The newest result. Called by any thread. */
    Rows rows() {
        return rows;
    }

    @Nullable
    Followed followed() {
        return followed;
    }

    // The windows.

    void join(Window window) {
        if (first == null) {
            first = window;
        } else if (first != window) {
            others = others == null ? new LinkedHashSet<>() : others;
            others.add(window);
        }
    }

    void leave(Window window) {
        if (others != null && others.remove(window) || first != window) {
            return;
        }
        first = null;
        if (others != null && !others.isEmpty()) {
            first = others.iterator().next();
            others.remove(first);
        }
    }

    boolean isDeserted() {
        return first == null;
    }

    List<Window> windows() {
        if (first == null) {
            return List.of();
        }
        if (others == null || others.isEmpty()) {
            return List.of(first);
        }
        List<Window> windows = new ArrayList<>(others.size() + 1);
        windows.add(first);
        windows.addAll(others);
        return windows;
    }

    void end() {
        windows().forEach(Window::end);
    }

    void fail(AnkurahException why) {
        windows().forEach(window -> window.fail(why));
    }

    FeedReport report() {
        return tally.report(selection, windows().size(), rows.size(), held.size());
    }

    void opened(Root root) {
        tally.opened(root);
    }

    // The rows.

    /** Whether a changed row of the collection may change the result, as far as can be told at a glance. */
    boolean mayConcern(Changed change) {
        return followed != null
                || selection.matches(change.after())
                || held.keyOf(change.after().id()) != null;
    }

    /** Whether only {@link #reload} can bring the rows up to date. */
    boolean isLost() {
        return followed != null && followed.isLost();
    }

    /** Follows one publication. */
    void advance(Concern concern, Root root) {
        Step step = new Step(selection, held, followed);
        List<Change> told = step.take(concern, root.view());
        Rows before = rows;
        held = step.after();
        rows = held.show(selection.limit);
        tally.stepped(concern, told.size(), root);
        tell(before, told, root);
    }

    /** Takes over the rows of a new run of the query. */
    void reload(Selection.Loaded loaded, Root root, Change.Kind entered) {
        Rows before = rows;
        held = loaded.held();
        followed = loaded.followed();
        rows = held.show(selection.limit);
        List<Change> told = Difference.between(before, rows, entered, true);
        tally.read(entered, told.size(), root);
        tell(before, told, root);
    }

    private void tell(Rows before, List<Change> changes, Root root) {
        if (changes.isEmpty() || first == null) {
            return;
        }
        ChangeSet change = new ChangeSet(root.position(), changes, rows);
        for (Window window : windows()) {
            try {
                window.tell(before, change, root);
            } catch (RuntimeException e) {
                leave(window);
                window.fail(new AnkurahException.Fault("live.failed", "a live query could not pass on a change", e));
            }
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
    public Crowd with(Feed other) {
        return other == this ? this : new Many(this, other);
    }

    @Override
    public @Nullable Crowd without(Feed other) {
        return other == this ? null : this;
    }
}
