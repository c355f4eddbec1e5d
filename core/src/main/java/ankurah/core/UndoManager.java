package ankurah.core;

/**
 * The transactions that were committed through one {@link Context}, to be undone and redone in turn, as an editor's user
 * expects it. It begins to remember when it is made, and holds a bounded number of transactions; the oldest are forgotten.
 * A new transaction ends what could be redone. Nothing outlives the node.
 *
 * <p>Undoing and redoing are new commits, see {@link Context#undo}. All that was undone counts as not written: if the
 * transactions of one context are all undone, what they wrote and nobody overrode is as if they had never been.
 *
 * <p>Transactions may be committed by any thread; {@link #undo} and {@link #redo} are for one at a time.
 */
public interface UndoManager extends AutoCloseable {
    boolean canUndo();

    boolean canRedo();

    /**
     * Undoes the newest transaction that is not undone. If it cannot be, it stays the newest.
     *
     * @throws ankurah.event.AnkurahException.Conflict {@code undo.nothing}
     * @throws ankurah.event.AnkurahException what {@link Context#undo} throws
     */
    Undone undo();

    /**
     * Redoes the transaction that was undone last.
     *
     * @throws ankurah.event.AnkurahException.Conflict {@code undo.nothing}
     * @throws ankurah.event.AnkurahException what {@link Context#undo} throws
     */
    Undone redo();

    /** Forgets all. */
    void clear();

    /** Remembers nothing more. */
    @Override
    void close();
}
