package ankurah.examples.catalogue;

import ankurah.core.model.Ref;
import ankurah.model.Model;

/** A collection of tracks. */
@Model
public record Album(String title, Ref<Artist> artist) {}
