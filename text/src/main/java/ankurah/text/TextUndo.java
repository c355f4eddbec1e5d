package ankurah.text;

import java.util.function.LongSupplier;

/**
 * Undoes and redoes one's own edits of texts, and leaves those of others alone. Each transaction is a step of its own,
 * unless {@link #groupWithin} says otherwise.
 */
public final class TextUndo implements AutoCloseable {
    private TextUndo() {}

    /** Follows the transactions on a text that were begun without an origin. */
    public static TextUndo of(SharedText text) {
        throw new UnsupportedOperationException();
    }

    /** Follows the transactions on a text that were begun with this origin, or an equal one. */
    public static TextUndo of(SharedText text, Object origin) {
        throw new UnsupportedOperationException();
    }

    /** From now on, makes one step of transactions that follow each other faster than this. */
    public TextUndo groupWithin(long millis, LongSupplier clockMillis) {
        throw new UnsupportedOperationException();
    }

    /** Ends the step: the next transaction begins a new one. */
    public void stopGrouping() {
        throw new UnsupportedOperationException();
    }

    /** Whether there was a step to undo that changed something. */
    public boolean undo() {
        throw new UnsupportedOperationException();
    }

    public boolean redo() {
        throw new UnsupportedOperationException();
    }

    public boolean canUndo() {
        throw new UnsupportedOperationException();
    }

    public boolean canRedo() {
        throw new UnsupportedOperationException();
    }

    /** Forgets all steps. */
    public void clear() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
