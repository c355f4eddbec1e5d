package ankurah.examples.catalogue;

import ankurah.model.Index;
import ankurah.model.Model;

/** Who makes music. */
@Model
public record Artist(@Index String name) {}
