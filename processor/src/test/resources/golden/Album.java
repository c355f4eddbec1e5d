package golden;

import ankurah.core.model.Ref;
import ankurah.model.Counter;
import ankurah.model.Default;
import ankurah.model.Index;
import ankurah.model.Model;
import ankurah.model.Was;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
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
        @Nullable Label label,
        Genre genre,
        @Nullable Ref<Artist> guest,
        @Was("price") BigDecimal listPrice,
        List<String> tags,
        Set<String> moods,
        @Counter long plays) {}
