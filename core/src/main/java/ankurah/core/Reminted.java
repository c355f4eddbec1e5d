package ankurah.core;

import ankurah.event.EntityId;
import ankurah.event.Hash256;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Commits that no server had seen and that were made anew, because this machine's clock was too far ahead when they were
 * made: the same changes with other times, and therefore other ids. What they created is no longer known by its old id.
 *
 * @param entities the new id for each entity they created, by the old one; in the order they were made
 * @param commits the new name of each commit, by the old one
 */
public record Reminted(Map<EntityId, EntityId> entities, Map<Hash256, Hash256> commits) {
    public Reminted {
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
        commits = Collections.unmodifiableMap(new LinkedHashMap<>(commits));
    }
}
