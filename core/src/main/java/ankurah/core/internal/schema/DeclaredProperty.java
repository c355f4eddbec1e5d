package ankurah.core.internal.schema;

import ankurah.event.Value;

/**
 * A property as a model has it.
 *
 * @param name the name that programs see
 * @param dataType the data type that merges it
 * @param kind what its values are
 * @param required whether each row must have a value of its own
 * @param description the type in words, with an article
 */
public record DeclaredProperty(String name, String dataType, Value.Kind kind, boolean required, String description) {

    /**
     * Whether stored values of a kind can be shown. Numbers alone are shown as numbers of another kind: they are the only
     * kinds that are also equal, and in one order, across kinds, so that a row that reads as 5 is found by {@code = 5}.
     */
    boolean reads(Value.Kind stored) {
        return stored == Value.Kind.NULL || stored == kind || kind.isNumeric() && stored.isNumeric();
    }
}
