package ankurah.processor.internal;

import org.jspecify.annotations.Nullable;

/**
 * A property as its component says it.
 *
 * @param name the name of the component
 * @param stored the name that is stored
 * @param fallback the text of the default; null when there is none
 * @param doc what the record's comment says of it; empty if it says nothing
 */
public record PropertySpec(
        String name,
        String stored,
        TypeSpec type,
        boolean nullable,
        @Nullable String fallback,
        String doc) {

    /** The name of its constants. */
    public String constant() {
        return Spelling.constant(name);
    }
}
