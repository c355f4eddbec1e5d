package ankurah.text;

import org.jspecify.annotations.Nullable;

/**
 * A document of Yjs: named texts, and whatever else other programs put into it, which is kept and passed on as it came.
 *
 * <p>A document belongs to one thread at a time; nothing in it is synchronized.
 */
public final class TextDocument {
    private TextDocument() {}

    /**
     * An empty document.
     *
     * @param clientId who writes, 0 to 2^53 - 1. No two documents that write may have the same one, and one that was used
     *     must not be used again unless everything written with it has been applied first.
     */
    public static TextDocument create(long clientId) {
        return create(clientId, true);
    }

    /**
     * An empty document.
     *
     * @param collectGarbage whether the content of what was deleted is forgotten (the default)
     */
    public static TextDocument create(long clientId, boolean collectGarbage) {
        throw new UnsupportedOperationException();
    }

    public long clientId() {
        throw new UnsupportedOperationException();
    }

    /** The text of this name, which is empty until someone writes into it. Ask for it before applying updates. */
    public SharedText text(String name) {
        throw new UnsupportedOperationException();
    }

    /** Makes one transaction of all edits made in the body: one update, one event for each text. */
    public void transact(Runnable edits) {
        transact(null, edits);
    }

    /** As above, with something by which listeners and undo know whose edits they are. */
    public void transact(@Nullable Object origin, Runnable edits) {
        throw new UnsupportedOperationException();
    }

    /** Applies an update of version 1. What it builds on may come later; until then it waits, see {@link #hasPending}. */
    public void apply(byte[] update) {
        apply(update, null);
    }

    public void apply(byte[] update, @Nullable Object origin) {
        throw new UnsupportedOperationException();
    }

    /** Applies an update of version 2. */
    public void applyV2(byte[] update) {
        applyV2(update, null);
    }

    public void applyV2(byte[] update, @Nullable Object origin) {
        throw new UnsupportedOperationException();
    }

    /** The whole document as one update of version 1, what waits included. */
    public byte[] encode() {
        throw new UnsupportedOperationException();
    }

    /** What is new to whoever has this state vector. */
    public byte[] encode(byte[] stateVector) {
        throw new UnsupportedOperationException();
    }

    /** What this document has: for each client, how many clocks. */
    public byte[] stateVector() {
        throw new UnsupportedOperationException();
    }

    /** Whether something was applied that builds on what has not arrived. */
    public boolean hasPending() {
        throw new UnsupportedOperationException();
    }

    /** Tells of each transaction that changed something. */
    public TextSubscription onUpdate(TextUpdate.Listener listener) {
        throw new UnsupportedOperationException();
    }
}
