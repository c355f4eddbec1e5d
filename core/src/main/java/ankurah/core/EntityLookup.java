package ankurah.core;

import ankurah.event.EntityId;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/** The entities there are at one position, for policies whose rules look through references. */
@FunctionalInterface
public interface EntityLookup {
    /** The entity, deleted or not, whoever may see it; null if it is not there. */
    @Nullable
    EntityState state(EntityId id);
}
