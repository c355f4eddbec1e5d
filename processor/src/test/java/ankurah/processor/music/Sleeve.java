package ankurah.processor.music;

import ankurah.event.Value;
import ankurah.model.Document;
import ankurah.model.Model;
import ankurah.model.Was;

/** A model with documents. */
@Model
public record Sleeve(
        String name,
        @Document Value.Json data,
        @Document @Was("old") Value.Json notes) {}
