package ankurah.text;

import ankurah.text.internal.Encoder;
import ankurah.text.internal.StateVector;
import ankurah.text.internal.Store;
import ankurah.text.internal.Texts;
import ankurah.text.internal.UndoLog;
import ankurah.text.internal.UpdateLayout;
import ankurah.text.internal.V2Update;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document of Yjs: named texts, and whatever else other programs put into it, which is kept and passed on as it came.
 *
 * <p>A document belongs to one thread at a time; nothing in it is synchronized.
 */
public final class TextDocument {
    private static final long MOST_CLIENT_ID = (1L << 53) - 1;

    private final long clientId;
    private final Store store;
    private final Map<String, SharedText> texts = new HashMap<>();

    private TextDocument(long clientId, Store store) {
        this.clientId = clientId;
        this.store = store;
    }

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
        return new TextDocument(clientId, new Store(requireClient(clientId), collectGarbage));
    }

    /**
     * An empty document that never changes by itself: unlike Yjs's, it does not delete marks of formats that other updates
     * made meaningless. So documents with the same updates have the same bytes, in whatever order these came.
     */
    public static TextDocument replica(long clientId) {
        return new TextDocument(clientId, new Store(requireClient(clientId), true, true));
    }

    private static long requireClient(long clientId) {
        if (clientId < 0 || clientId > MOST_CLIENT_ID) {
            throw new IllegalArgumentException("a client id is 0 to 2^53 - 1, not " + clientId);
        }
        return clientId;
    }

    public long clientId() {
        return clientId;
    }

    /** The text of this name, which is empty until someone writes into it. Ask for it before applying updates. */
    public SharedText text(String name) {
        return texts.computeIfAbsent(name, any -> {
            Texts parts = new Texts(store, name);
            SharedText text = new SharedText(this, name, parts);
            parts.face(text);
            return text;
        });
    }

    /** Makes one transaction of all edits made in the body: one update, one event for each text. */
    public void transact(Runnable edits) {
        transact(null, edits);
    }

    /** As above, with something by which listeners and undo know whose edits they are. */
    public void transact(@Nullable Object origin, Runnable edits) {
        store.transactions().run(origin, true, edits);
    }

    /** Applies an update of version 1. What it builds on may come later; until then it waits, see {@link #hasPending}. */
    public void apply(byte[] update) {
        apply(update, null);
    }

    public void apply(byte[] update, @Nullable Object origin) {
        apply(UpdateLayout.of(update), origin);
    }

    private void apply(UpdateLayout layout, @Nullable Object origin) {
        store.transactions().run(origin, false, () -> store.arrivals().apply(layout));
    }

    /**
     * At most how many items what an update inserts has to be compared with to find its place, counted no further than a bit more than
     * that many. An honest update is compared with what others wrote at its places at the same time.
     */
    public long comparisons(byte[] update, long most) {
        return store.placing(update, most);
    }

    /**
     * Applies an update unless that takes more comparisons. Then it stops, and the document is of no more use.
     *
     * @return whether it was applied
     */
    public boolean applyWithin(byte[] update, long mostComparisons) {
        store.limitComparisons(mostComparisons);
        apply(update);
        boolean applied = !store.isExhausted();
        store.limitComparisons(Long.MAX_VALUE);
        return applied;
    }

    /** Applies an update of version 2. */
    public void applyV2(byte[] update) {
        applyV2(update, null);
    }

    public void applyV2(byte[] update, @Nullable Object origin) {
        apply(layoutOfV2(update), origin);
    }

    /** Some of what is wrong shows only in version 1, whose places are not those of the bytes that were given. */
    private static UpdateLayout layoutOfV2(byte[] update) {
        byte[] asV1 = V2Update.toV1(update);
        try {
            return UpdateLayout.of(asV1);
        } catch (TextFormatException e) {
            TextFormatException refused =
                    new TextFormatException(update.length, "read as version 1 it is wrong " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    /** The whole document as one update of version 1, what waits included. */
    public byte[] encode() {
        return new Encoder(store).document(StateVector.EMPTY);
    }

    /** What is new to whoever has this state vector. */
    public byte[] encode(byte[] stateVector) {
        return new Encoder(store).document(StateVector.read(stateVector));
    }

    /** The first clock of its own client that this document has not used. */
    public int ownClock() {
        return store.ownState();
    }

    /**
     * What its own client inserted from a clock on, as it is now, and these deletions: one update for many edits, in which
     * what was typed together is one struct. What was deleted meanwhile is in it without its content; its deletion must be
     * among those given.
     */
    public byte[] encodeOwn(int fromClock, List<IdRange> deletions) {
        return new Encoder(store).own(fromClock, deletions);
    }

    /** What this document has: for each client, how many clocks. */
    public byte[] stateVector() {
        return new Encoder(store).stateVector();
    }

    /** How deep elements, or other types, have ever lain in each other: 0 if there were none. */
    public int deepest() {
        return store.deepest();
    }

    /** How many elements, or other types, and attributes of such have ever been in it, since it was made. */
    public int elements() {
        return store.elements();
    }

    /** Whether something was applied that builds on what has not arrived. */
    public boolean hasPending() {
        return store.arrivals().hasPending();
    }

    /** Tells of each transaction that changed something. */
    public TextSubscription onUpdate(TextUpdate.Listener listener) {
        store.transactions().add(listener);
        return () -> store.transactions().remove(listener);
    }

    UndoLog undoLog(SharedText text, @Nullable Object origin) {
        return new UndoLog(store, text.texts().branch(), origin);
    }
}
