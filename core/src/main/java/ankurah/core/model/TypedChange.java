package ankurah.core.model;

import ankurah.core.Change;
import ankurah.event.EntityId;
import org.jspecify.annotations.Nullable;

/**
 * One row of a {@link TypedChangeSet}.
 *
 * @param row the row as it now is; null when it was removed
 * @param oldIndex where it stood in the previous result, or -1
 * @param newIndex where it stands in this result, or -1
 */
public record TypedChange<V>(
        Change.Kind kind, EntityId id, @Nullable V row, int oldIndex, int newIndex) {}
