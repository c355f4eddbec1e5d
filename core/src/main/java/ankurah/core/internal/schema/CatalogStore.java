package ankurah.core.internal.schema;

import ankurah.core.Catalog;
import ankurah.event.Value;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import java.util.EnumSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The catalog in a store: one small record a collection, written in the batch that first uses something new. */
public final class CatalogStore {
    private static final String PREFIX = "catalog/";

    private CatalogStore() {}

    public static Catalog load(StorageSnapshot snapshot) {
        Catalog catalog = Catalog.EMPTY;
        for (Map.Entry<String, byte[]> entry : snapshot.metas(PREFIX).entrySet()) {
            catalog = catalog.with(entry.getKey().substring(PREFIX.length()), decode(entry.getValue()));
        }
        return catalog;
    }

    /** Writes what differs. */
    public static void save(Catalog before, Catalog after, WriteGroup group) {
        if (before.equals(after)) {
            return;
        }
        for (String collection : after.collections()) {
            SortedMap<String, Catalog.Property> properties = after.properties(collection);
            if (!before.contains(collection) || !before.properties(collection).equals(properties)) {
                group.meta(PREFIX + collection, encode(properties));
            }
        }
    }

    /** [[name, data type, [kind, ...]], ...], kinds by name. */
    public static byte[] encode(SortedMap<String, Catalog.Property> properties) {
        CborWriter out = new CborWriter(256).array(properties.size());
        for (Catalog.Property property : properties.values()) {
            out.array(3).text(property.name()).text(property.dataType());
            out.array(property.kinds().size());
            property.kinds().forEach(kind -> out.text(kind.name()));
        }
        return out.toBytes();
    }

    public static SortedMap<String, Catalog.Property> decode(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        SortedMap<String, Catalog.Property> properties = new TreeMap<>();
        int count = in.array();
        for (int i = 0; i < count; i++) {
            in.array(3, "a property of the catalog");
            String name = in.text();
            String dataType = in.text();
            EnumSet<Value.Kind> kinds = EnumSet.noneOf(Value.Kind.class);
            for (int left = in.array(); left > 0; left--) {
                kinds.add(kind(in));
            }
            properties.put(name, new Catalog.Property(name, dataType, kinds));
        }
        in.end();
        return properties;
    }

    private static Value.Kind kind(CborReader in) {
        String name = in.text();
        for (Value.Kind kind : Value.Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw in.malformed("'" + name + "' is no kind of value");
    }
}
