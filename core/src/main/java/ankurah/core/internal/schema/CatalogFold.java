package ankurah.core.internal.schema;

import ankurah.core.Catalog;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The catalog after an event: a union, so it does not matter in which order events come. */
public final class CatalogFold {
    private CatalogFold() {}

    /** The same catalog if the event uses nothing new. */
    public static Catalog note(Catalog catalog, Event event) {
        String collection = event.header().collection();
        List<Operation> operations = event.payload().map(p -> p.operations()).orElse(List.of());
        return note(catalog, collection, operations);
    }

    public static Catalog note(Catalog catalog, String collection, List<Operation> operations) {
        Catalog noted = catalog.contains(collection) ? catalog : catalog.with(collection, new TreeMap<>());
        for (Operation operation : operations) {
            noted = note(noted, collection, operation);
        }
        return noted;
    }

    private static Catalog note(Catalog catalog, String collection, Operation operation) {
        Catalog.Property known = catalog.property(collection, operation.property());
        Set<Value.Kind> kinds = kinds(operation);
        if (known != null
                && known.dataType().compareTo(operation.dataType()) >= 0
                && known.kinds().containsAll(kinds)) {
            return catalog;
        }
        SortedMap<String, Catalog.Property> properties = new TreeMap<>(catalog.properties(collection));
        properties.put(operation.property(), merged(known, operation, kinds));
        return catalog.with(collection, properties);
    }

    private static Catalog.Property merged(
            Catalog.@Nullable Property known, Operation operation, Set<Value.Kind> kinds) {
        if (known == null) {
            return new Catalog.Property(operation.property(), operation.dataType(), kinds);
        }
        boolean keeps = known.dataType().compareTo(operation.dataType()) >= 0;
        EnumSet<Value.Kind> all = EnumSet.noneOf(Value.Kind.class);
        all.addAll(known.kinds());
        all.addAll(kinds);
        return new Catalog.Property(operation.property(), keeps ? known.dataType() : operation.dataType(), all);
    }

    /** What readers see of types that are not known here is null. */
    private static Set<Value.Kind> kinds(Operation operation) {
        boolean plain = operation.dataType().equals(Operation.LWW) && operation.version() == 1;
        return Set.of(plain ? ValueCodec.decode(operation.body()).kind() : Value.Kind.NULL);
    }
}
