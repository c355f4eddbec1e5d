package ankurah.core.internal.entity;

import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/** What one commit made of one entity. */
public record Changed(@Nullable EntityState before, EntityState after) {}
