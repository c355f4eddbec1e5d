package ankurah.processor.music;

import ankurah.core.model.Ref;
import ankurah.model.Counter;
import ankurah.model.Model;
import java.util.Set;

/** A model with properties that merge. */
@Model
public record Track(String name, @Counter long plays, Set<Genre> genres, Set<Ref<Artist>> guests) {}
