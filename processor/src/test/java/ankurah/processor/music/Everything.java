package ankurah.processor.music;

import ankurah.core.model.Ref;
import ankurah.event.EntityId;
import ankurah.event.Value.Json;
import ankurah.model.Default;
import ankurah.model.Index;
import ankurah.model.Model;
import ankurah.model.Was;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A model with all that a model may have. */
@Model(plural = "AllThings")
@Was("thing")
public record Everything(
        boolean yes,
        int number,
        long big,
        double real,
        @Index String text,
        BigDecimal price,
        byte[] bytes,
        Instant instant,
        LocalDate date,
        LocalDateTime time,
        UUID uuid,
        EntityId id1,
        Ref<Artist> artist,
        Json json,
        Genre genre,
        Label label,
        List<String> texts,
        List<List<Genre>> genres,
        List<Label> labels,
        List<Ref<Artist>> artists,
        @Nullable Boolean perhaps,
        @Nullable Integer someNumber,
        @Nullable Long someBig,
        @Nullable Double someReal,
        @Nullable String someText,
        byte @Nullable [] someBytes,
        @Nullable Ref<Artist> someArtist,
        @Nullable Genre someGenre,
        @Nullable List<Integer> someNumbers,
        @Was("old") String renamed,
        @Default("true") boolean yesIfMissing,
        @Default("-5") int numberIfMissing,
        @Default("1.50") BigDecimal priceIfMissing,
        @Default("it's \"quoted\" \\ ö") String textIfMissing,
        @Default("JAZZ") Genre genreIfMissing,
        @Default("[]") List<String> textsIfMissing,
        @Default("{\"a\":1}") Json jsonIfMissing,
        @Default("2020-01-31T10:00:00Z") Instant instantIfMissing) {}
