package ankurah.examples.catalogue;

import ankurah.core.model.Ref;
import ankurah.model.Counter;
import ankurah.model.Index;
import ankurah.model.Model;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A piece of music, or a film of one.
 *
 * @param composer who wrote it, where that is known
 * @param milliseconds how long it plays
 * @param plays how often it was played; what several programs add at once adds up
 */
@Model
@Index({"album", "milliseconds DESC"})
public record Track(
        String name,
        Ref<Album> album,
        @Nullable String composer,
        @Index int milliseconds,
        BigDecimal unitPrice,
        @Counter long plays) {}
