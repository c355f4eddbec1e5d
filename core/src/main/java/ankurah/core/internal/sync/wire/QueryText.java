package ankurah.core.internal.sync.wire;

import ankurah.event.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query as it travels: AnkQL with its values beside it, so that no value is ever spliced into text.
 *
 * @param cursor the encoded cursor the rows begin behind
 */
public record QueryText(String text, List<Value> values, @Nullable String cursor) {}
