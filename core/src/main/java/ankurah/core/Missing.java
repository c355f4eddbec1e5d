package ankurah.core;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;

final class Missing {
    private Missing() {}

    static AnkurahException entity(EntityId id) {
        return new AnkurahException.NotFound(
                "entity.not_found", "there is no entity " + id + ", or it is deleted, or it may not be seen");
    }
}
