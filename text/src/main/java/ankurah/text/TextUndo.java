package ankurah.text;

import ankurah.text.internal.UndoLog;
import java.util.function.LongSupplier;

/**
 * Undoes and redoes one's own edits of texts, and leaves those of others alone. Each transaction is a step of its own,
 * unless {@link #groupWithin} says otherwise.
 */
public final class TextUndo implements AutoCloseable {
    private final UndoLog log;

    private TextUndo(UndoLog log) {
        this.log = log;
    }

    /** Follows the transactions on a text that were begun without an origin. */
    public static TextUndo of(SharedText text) {
        return new TextUndo(text.document().undoLog(text, null));
    }

    /** Follows the transactions on a text that were begun with this origin, or an equal one; updates applied with it too. */
    public static TextUndo of(SharedText text, Object origin) {
        return new TextUndo(text.document().undoLog(text, origin));
    }

    /** From now on, makes one step of transactions that follow each other faster than this. */
    public TextUndo groupWithin(long millis, LongSupplier clockMillis) {
        log.groupWithin(millis, clockMillis);
        return this;
    }

    /** Ends the step: the next transaction begins a new one. */
    public void stopGrouping() {
        log.stopGrouping();
    }

    /** Whether there was a step to undo that changed something. */
    public boolean undo() {
        return log.undo();
    }

    public boolean redo() {
        return log.redo();
    }

    public boolean canUndo() {
        return log.canUndo();
    }

    public boolean canRedo() {
        return log.canRedo();
    }

    /** Forgets all steps. */
    public void clear() {
        log.clear(true, true);
    }

    @Override
    public void close() {
        log.close();
    }
}
