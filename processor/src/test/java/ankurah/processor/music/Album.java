package ankurah.processor.music;

import ankurah.core.model.Ref;
import ankurah.model.Default;
import ankurah.model.Index;
import ankurah.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * A collection of tracks.
 *
 * @param name as it stands on the cover
 * @param year when it came out
 */
@Model
@Index({"artist", "year DESC"})
public record Album(
        String name,
        Ref<Artist> artist,
        @Default("0") int year,
        @Nullable Label label) {}
