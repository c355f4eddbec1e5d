package ankurah.core;

import ankurah.event.EntityId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of undoing, or redoing, a transaction.
 *
 * @param receipt of the new commit; it has no commit id if nothing was to be written
 * @param left what the transaction had written and was not touched: a later write by somebody decides what is shown, or it
 *     makes no difference, or the entity is deleted
 */
public record Undone(Receipt<@Nullable Void> receipt, List<Left> left) {
    public Undone {
        left = List.copyOf(left);
    }

    /** A property of an entity. */
    public record Left(EntityId entity, String property) {}
}
