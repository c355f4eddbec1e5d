package ankurah.core.internal.sync.client;

import ankurah.core.Catalog;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a client knows of collections and properties: what the rows it has seen use. */
final class ClientCatalog {
    private ClientCatalog() {}

    /** The same catalog if the state uses nothing new. */
    static Catalog note(Catalog catalog, EntityState state) {
        SortedMap<String, Catalog.Property> known = catalog.properties(state.collection());
        SortedMap<String, Catalog.Property> changed = null;
        for (Map.Entry<String, PropertyState> entry : state.properties().entrySet()) {
            Catalog.Property property = known.get(entry.getKey());
            Value.Kind kind = entry.getValue().value().kind();
            if (property == null || !property.kinds().contains(kind)) {
                changed = changed == null ? new TreeMap<>(known) : changed;
                Set<Value.Kind> kinds = EnumSet.of(kind);
                kinds.addAll(property == null ? Set.of() : property.kinds());
                changed.put(
                        entry.getKey(),
                        new Catalog.Property(entry.getKey(), entry.getValue().dataType(), kinds));
            }
        }
        if (changed != null) {
            return catalog.with(state.collection(), changed);
        }
        return catalog.contains(state.collection()) ? catalog : catalog.with(state.collection(), known);
    }
}
