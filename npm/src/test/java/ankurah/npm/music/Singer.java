package ankurah.npm.music;

import ankurah.model.Model;

/** Who sings. */
@Model
public record Singer(String name) {}
