package ankurah.npm.music;

import ankurah.core.model.Ref;
import ankurah.event.Value;
import ankurah.model.Counter;
import ankurah.model.Default;
import ankurah.model.Document;
import ankurah.model.Model;
import ankurah.model.Text;
import ankurah.model.Was;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A song, with a property of every type.
 *
 * @param title as it stands on the sleeve
 */
@Model
@SuppressWarnings("ArrayRecordComponent") // it is stored, not compared
public record Song(
        @Text String title,
        Ref<Singer> singer,
        @Default("1") int side,
        @Was("length") long lengthMillis,
        @Default("0.5") double loudness,
        @Default("true") boolean stereo,
        @Nullable BigDecimal price,
        @Default("1.50") BigDecimal rate,
        @Nullable Instant heard,
        @Default("2000-01-01T00:00:00Z") Instant made,
        @Nullable LocalDate released,
        @Nullable LocalDateTime taped,
        @Nullable UUID code,
        byte @Nullable [] cover,
        @Default("LP") Format format,
        @Nullable Studio studio,
        @Default("[]") List<String> authors,
        Value.@Nullable Json data,
        @Counter long plays,
        Set<String> moods,
        @Document Value.Json notes) {

    /** On what it came. */
    public enum Format {
        LP,
        CD
    }

    /** Where it was recorded. */
    public record Studio(String name, @Nullable Integer rooms) {}
}
