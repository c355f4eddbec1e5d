package ankurah.core.internal.entity;

import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/** What one commit, or several one after the other, made of one entity. */
public record Changed(@Nullable EntityState before, EntityState after) {
    /** Both changes as one. */
    public Changed then(Changed later) {
        return new Changed(before, later.after);
    }
}
