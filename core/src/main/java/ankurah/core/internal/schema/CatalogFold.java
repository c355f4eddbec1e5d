package ankurah.core.internal.schema;

import ankurah.core.Catalog;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The catalog after an event: a union, so it does not matter in which order events come. */
public final class CatalogFold {
    private CatalogFold() {}

    /**
     * The same catalog if the event uses nothing new.
     *
     * @param after the entity with the event
     */
    public static Catalog note(Catalog catalog, Event event, EntityState after, Properties properties) {
        List<Operation> operations = event.payload().map(p -> p.operations()).orElse(List.of());
        return note(catalog, operations, after, properties);
    }

    public static Catalog note(Catalog catalog, List<Operation> operations, EntityState after, Properties properties) {
        String collection = after.collection();
        Catalog noted = catalog.contains(collection) ? catalog : catalog.with(collection, new TreeMap<>());
        for (Operation operation : operations) {
            if (operation.isPlain() && knows(noted, collection, operation)) {
                continue;
            }
            DataType<?> type = properties.special(operation);
            Set<Value.Kind> kinds = type == null ? kinds(operation) : type.kinds();
            noted = note(noted, collection, operation.property(), operation.dataType(), kinds);
            if (type != null && type.home() != null) {
                noted = derived(noted, after, type);
            }
        }
        return noted;
    }

    /** Nearly always; so it is told without making anything. */
    private static boolean knows(Catalog catalog, String collection, Operation plain) {
        Catalog.Property known = catalog.property(collection, plain.property());
        return known != null
                && known.dataType().compareTo(Operation.LWW) >= 0
                && known.kinds().contains(plain.value().kind());
    }

    private static Catalog derived(Catalog catalog, EntityState after, DataType<?> type) {
        Catalog noted = catalog;
        for (Map.Entry<String, PropertyState> property : after.properties().entrySet()) {
            if (property.getValue().dataType().equals(type.name())) {
                noted = note(noted, after.collection(), property.getKey(), type.name(), type.kinds());
            }
        }
        return noted;
    }

    private static Catalog note(
            Catalog catalog, String collection, String property, String dataType, Set<Value.Kind> kinds) {
        Catalog.Property known = catalog.property(collection, property);
        if (known != null
                && known.dataType().compareTo(dataType) >= 0
                && known.kinds().containsAll(kinds)) {
            return catalog;
        }
        SortedMap<String, Catalog.Property> properties = new TreeMap<>(catalog.properties(collection));
        properties.put(property, merged(known, property, dataType, kinds));
        return catalog.with(collection, properties);
    }

    private static Catalog.Property merged(
            Catalog.@Nullable Property known, String property, String dataType, Set<Value.Kind> kinds) {
        if (known == null) {
            return new Catalog.Property(property, dataType, kinds);
        }
        boolean keeps = known.dataType().compareTo(dataType) >= 0;
        EnumSet<Value.Kind> all = EnumSet.noneOf(Value.Kind.class);
        all.addAll(known.kinds());
        all.addAll(kinds);
        return new Catalog.Property(property, keeps ? known.dataType() : dataType, all);
    }

    /** What readers see of types that are not known here is null. */
    private static Set<Value.Kind> kinds(Operation operation) {
        return Set.of(operation.isPlain() ? operation.value().kind() : Value.Kind.NULL);
    }
}
