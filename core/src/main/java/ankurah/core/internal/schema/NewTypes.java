package ankurah.core.internal.schema;

import ankurah.core.Catalog;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.core.type.Register;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.WriteTurn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Folds what a store holds of types that its node did not know when it last ran. The store remembers which types that
 * was, so nothing is read when there are no new ones; and of the collections only those are read that used one.
 */
public final class NewTypes {
    private static final String KNOWN = "types";
    private static final int GROUP = 256;

    private NewTypes() {}

    public static void foldKept(StorageEngine storage, Properties properties) {
        byte[] record = record(properties);
        try (StorageSnapshot snapshot = storage.snapshot()) {
            byte[] last = snapshot.meta(KNOWN);
            if (Arrays.equals(last, record)) {
                return;
            }
            Set<String> known = last == null ? Set.of() : read(last);
            Catalog catalog = CatalogStore.load(snapshot);
            if (last == null && catalog.collections().isEmpty()) {
                return;
            }
            for (String collection : catalog.collections()) {
                if (usesNew(catalog, collection, known, properties)) {
                    fold(storage, snapshot, collection, properties);
                }
            }
        }
        storage.commit(new WriteGroup().meta(KNOWN, record));
    }

    private static boolean usesNew(Catalog catalog, String collection, Set<String> known, Properties properties) {
        for (Catalog.Property property : catalog.properties(collection).values()) {
            for (DataType<?> type : properties.types().all()) {
                boolean used = type != Register.TYPE && type.name().equals(property.dataType());
                if (used && !known.contains(type.toString())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void fold(
            StorageEngine storage, StorageSnapshot snapshot, String collection, Properties properties) {
        List<EntityState> kept = new ArrayList<>();
        try (RowCursor rows = snapshot.query(collection, Query.ALL, true)) {
            for (EntityState row = rows.next(); row != null; row = rows.next()) {
                if (properties.hasKept(row)) {
                    kept.add(row);
                }
                if (kept.size() >= GROUP) {
                    write(storage, kept, properties);
                    kept.clear();
                }
            }
        }
        if (!kept.isEmpty()) {
            write(storage, kept, properties);
        }
    }

    private static void write(StorageEngine storage, List<EntityState> kept, Properties properties) {
        WriteGroup group = new WriteGroup();
        if (!storage.isShared()) {
            kept.forEach(row -> group.state(row, properties.known(row)));
            storage.commit(group);
            return;
        }
        try (WriteTurn turn = storage.turn();
                StorageSnapshot now = storage.snapshot()) {
            for (EntityState row : kept) {
                EntityState newest = now.state(row.collection(), row.id());
                if (newest != null && properties.hasKept(newest)) {
                    group.state(newest, properties.known(newest));
                }
            }
            turn.commit(group);
        }
    }

    private static byte[] record(Properties properties) {
        CborWriter out = new CborWriter(64).array(properties.types().all().size());
        properties.types().all().forEach(type -> out.text(type.toString()));
        return out.toBytes();
    }

    private static Set<String> read(byte[] record) {
        CborReader in = new CborReader(record);
        Set<String> known = new HashSet<>();
        for (int left = in.array(); left > 0; left--) {
            known.add(in.text());
        }
        in.end();
        return known;
    }
}
