package ankurah.processor.internal;

import java.util.List;
import javax.lang.model.element.TypeElement;

/**
 * A model as its record says it.
 *
 * @param element the record, on which all that is written depends
 * @param isPublic whether the record is visible outside of its package, and with it what is written for it
 * @param indexes the columns of each, as ORDER BY has them
 * @param doc what the record's comment says of it; empty if it says nothing
 */
public record ModelSpec(
        TypeElement element,
        ModelNames names,
        boolean isPublic,
        List<PropertySpec> properties,
        List<String> indexes,
        String doc) {
    public ModelSpec {
        properties = List.copyOf(properties);
        indexes = List.copyOf(indexes);
    }
}
