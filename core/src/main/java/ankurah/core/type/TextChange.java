package ankurah.core.type;

import ankurah.event.EventId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the last changes that led to a state of texts, for who follows a text change by change. Only a number of them are
 * remembered.
 */
public final class TextChange {
    private static final int MOST = 64;
    private static final int KEPT = 32;

    private final EventId event;
    private final byte[] update;
    private final @Nullable TextChange before;
    private final int depth;

    private TextChange(@Nullable TextChange before, EventId event, byte[] update) {
        this.event = event;
        this.update = update;
        this.before = before;
        this.depth = before == null ? 1 : before.depth + 1;
    }

    static TextChange after(@Nullable TextChange before, EventId event, byte[] update) {
        return new TextChange(before == null || before.depth < MOST ? before : before.shortened(), event, update);
    }

    private TextChange shortened() {
        List<TextChange> newest = new ArrayList<>(KEPT);
        for (TextChange at = this; at != null && newest.size() < KEPT; at = at.before) {
            newest.add(at);
        }
        TextChange made = null;
        for (TextChange change : newest.reversed()) {
            made = new TextChange(made, change.event, change.update);
        }
        return made == null ? this : made;
    }

    public EventId event() {
        return event;
    }

    /** The Yjs update, version 1; not to be written to. */
    public byte[] update() {
        return update;
    }

    /** The one before; null if it is not remembered, or there was none. */
    public @Nullable TextChange before() {
        return before;
    }
}
