package ankurah.processor.music;

import ankurah.model.Model;

/** Who makes music. */
@Model
public record Artist(String name) {}
