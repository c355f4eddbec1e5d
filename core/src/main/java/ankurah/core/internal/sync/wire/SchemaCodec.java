package ankurah.core.internal.sync.wire;

import ankurah.core.Catalog;
import ankurah.core.Schema;
import ankurah.core.internal.schema.DeclaredModel;
import ankurah.core.internal.schema.DeclaredProperty;
import ankurah.event.Value;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.IndexStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known of collections, and what models make of them, as both travel. */
public final class SchemaCodec {
    private static final int COLLECTION = 0;
    private static final int INDEX = 1;
    private static final int DECLARED_FIELDS = 6;

    private SchemaCodec() {}

    public static byte[] collection(String name, SortedMap<String, Catalog.Property> properties) {
        CborWriter out = new CborWriter(256).array(3).integer(COLLECTION).text(name);
        out.array(properties.size());
        for (Catalog.Property property : properties.values()) {
            out.array(3).text(property.name()).text(property.dataType());
            out.array(property.kinds().size());
            property.kinds().forEach(kind -> out.text(kind.name()));
        }
        return out.toBytes();
    }

    public static byte[] index(IndexStatus status) {
        CborWriter out = new CborWriter(64).array(2).integer(INDEX);
        PlanCodec.status(out, status);
        return out.toBytes();
    }

    /** @throws ankurah.event.AnkurahException.Invalid {@code sync.malformed} */
    public static Schema decode(List<byte[]> items) {
        Catalog catalog = Catalog.EMPTY;
        List<IndexStatus> indexes = new ArrayList<>();
        for (byte[] item : items) {
            CborReader in = new CborReader(item);
            int fields = in.array();
            int what = in.count(Integer.MAX_VALUE);
            if (what == COLLECTION && fields == 3) {
                catalog = catalog.with(in.text(), properties(in));
            } else if (what == INDEX && fields == 2) {
                indexes.add(PlanCodec.status(in));
            } else {
                throw SyncErrors.malformed("a schema has no part of the kind " + what, null);
            }
            in.end();
        }
        return new Schema(catalog, indexes);
    }

    private static SortedMap<String, Catalog.Property> properties(CborReader in) {
        SortedMap<String, Catalog.Property> properties = new TreeMap<>();
        for (int left = in.array(); left > 0; left--) {
            in.array(3, "a property of a collection");
            String name = in.text();
            String dataType = in.text();
            EnumSet<Value.Kind> kinds = EnumSet.noneOf(Value.Kind.class);
            for (int more = in.array(); more > 0; more--) {
                kinds.add(kind(in));
            }
            properties.put(name, new Catalog.Property(name, dataType, kinds));
        }
        return properties;
    }

    static void model(CborWriter out, DeclaredModel model) {
        out.text(model.collection()).text(model.name());
        out.array(model.properties().size());
        for (Map.Entry<String, DeclaredProperty> entry : model.properties().entrySet()) {
            DeclaredProperty property = entry.getValue();
            out.array(DECLARED_FIELDS).text(entry.getKey()).text(property.name());
            out.text(property.dataType()).text(property.kind().name());
            out.bool(property.required()).text(property.description());
        }
    }

    static DeclaredModel model(CborReader in) {
        String collection = in.text();
        String name = in.text();
        Map<String, DeclaredProperty> properties = new LinkedHashMap<>();
        for (int left = in.array(); left > 0; left--) {
            in.array(DECLARED_FIELDS, "a property of a model");
            String stored = in.text();
            DeclaredProperty property = new DeclaredProperty(in.text(), in.text(), kind(in), in.bool(), in.text());
            if (properties.put(stored, property) != null) {
                throw in.malformed("a model has the property '" + stored + "' twice");
            }
        }
        return new DeclaredModel(name, collection, properties);
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
