package ankurah.processor.music;

import ankurah.model.Model;
import ankurah.model.Text;

/** A model with a text. */
@Model
public record Song(@Text String title, @Text String words, int year) {}
