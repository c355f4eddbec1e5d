package ankurah.core;

import ankurah.event.EntityId;
import org.jspecify.annotations.Nullable;

/**
 * One row of a {@link ChangeSet}.
 *
 * @param row the row as it now is; null when it was removed
 * @param oldIndex where it stood in the previous result, or -1
 * @param newIndex where it stands in this result, or -1
 */
public record Change(Kind kind, EntityId id, @Nullable Entity row, int oldIndex, int newIndex) {

    /** What happened to the row. */
    public enum Kind {
        /** It is there because the selection changed or became known, not because of a commit. */
        INITIAL,
        /** It now belongs to the result. */
        ADDED,
        /** Its content changed, and its place among the other rows did not. */
        UPDATED,
        /** It no longer belongs to the result. */
        REMOVED,
        /** It took another place among the other rows; its content may have changed. */
        MOVED
    }
}
