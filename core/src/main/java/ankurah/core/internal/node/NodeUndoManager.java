package ankurah.core.internal.node;

import ankurah.core.UndoManager;
import ankurah.core.Undone;
import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Two stacks, and the set of events that do not count: those that were undone, and those that undid or redid. To undo a
 * transaction is to add its events to the set, to redo it is to take them out; what is written follows from the set.
 */
final class NodeUndoManager implements UndoManager {
    /** How many events are remembered as not counting, for each transaction that may be undone. */
    private static final int EVENTS_FOR_EACH = 64;

    private final NodeContext context;
    private final int most;
    private final ArrayDeque<Written> undo = new ArrayDeque<>();
    private final ArrayDeque<Written> redo = new ArrayDeque<>();
    private final Set<EventId> uncounted = new LinkedHashSet<>();

    NodeUndoManager(NodeContext context, int most) {
        this.context = context;
        this.most = Math.max(1, most);
    }

    synchronized void remember(Written written) {
        redo.clear();
        push(written);
    }

    private void push(Written written) {
        undo.addLast(written);
        if (undo.size() > most) {
            undo.removeFirst();
        }
    }

    @Override
    public synchronized boolean canUndo() {
        return !undo.isEmpty();
    }

    @Override
    public synchronized boolean canRedo() {
        return !redo.isEmpty();
    }

    @Override
    public Undone undo() {
        Written step = newest(undo, "undo");
        Set<EventId> before = copy();
        Set<EventId> without = new LinkedHashSet<>(before);
        without.addAll(step.events());
        Undoing.Result result = Undoing.run(context, step, before, without);
        synchronized (this) {
            if (undo.removeLastOccurrence(step)) {
                redo.addLast(step);
            }
            settle(without, result);
        }
        return result.undone();
    }

    @Override
    public Undone redo() {
        Written step = newest(redo, "redo");
        Set<EventId> before = copy();
        Set<EventId> without = new LinkedHashSet<>(before);
        without.removeAll(step.events());
        Undoing.Result result = Undoing.run(context, step, before, without);
        synchronized (this) {
            if (redo.removeLastOccurrence(step)) {
                push(step);
            }
            settle(without, result);
        }
        return result.undone();
    }

    private synchronized Written newest(ArrayDeque<Written> steps, String what) {
        Written step = steps.peekLast();
        if (step == null) {
            throw new AnkurahException.Conflict("undo.nothing", "there is no transaction to " + what);
        }
        return step;
    }

    private synchronized Set<EventId> copy() {
        return new LinkedHashSet<>(uncounted);
    }

    private void settle(Set<EventId> without, Undoing.Result result) {
        uncounted.clear();
        uncounted.addAll(without);
        Written written = result.written();
        if (written != null) {
            uncounted.addAll(written.events());
        }
        Iterator<EventId> oldest = uncounted.iterator();
        for (int over = uncounted.size() - EVENTS_FOR_EACH * most; over > 0; over--) {
            oldest.next();
            oldest.remove();
        }
    }

    @Override
    public synchronized void clear() {
        undo.clear();
        redo.clear();
        uncounted.clear();
    }

    @Override
    public void close() {
        context.forget(this);
        clear();
    }
}
