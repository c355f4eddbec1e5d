package ankurah.processor.internal.write;

import ankurah.processor.internal.ClassName;
import ankurah.processor.internal.ModelSpec;
import ankurah.processor.internal.PropertySpec;
import ankurah.processor.internal.TypeSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records inside of a model, and inside of these, each once. */
final class NestedRecords {
    private final Map<ClassName, TypeSpec.Nested> found = new LinkedHashMap<>();

    private NestedRecords() {}

    static List<TypeSpec.Nested> of(ModelSpec model) {
        NestedRecords records = new NestedRecords();
        records.collect(model.properties());
        return List.copyOf(records.found.values());
    }

    private void collect(List<PropertySpec> properties) {
        properties.forEach(property -> collect(property.type()));
    }

    private void collect(TypeSpec type) {
        if (type instanceof TypeSpec.Items items) {
            collect(items.item());
        } else if (type instanceof TypeSpec.Members members) {
            collect(members.item());
        } else if (type instanceof TypeSpec.Nested record && found.putIfAbsent(record.name(), record) == null) {
            collect(record.fields());
        }
    }
}
