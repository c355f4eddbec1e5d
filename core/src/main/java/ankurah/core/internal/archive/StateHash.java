package ankurah.core.internal.archive;

import ankurah.core.internal.type.Properties;
import ankurah.event.Hash256;
import ankurah.event.Sha256;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageSnapshot;

/**
 * One hash over all states of a store, collection by collection in the order of names and then of ids. States with a
 * property of a data type that is not known here are left out: they are not what this program would make of their events.
 */
final class StateHash {
    private final LineHash hash;
    private long all;

    private StateHash(Sha256 sha256) {
        this.hash = new LineHash(sha256);
    }

    static StateHash of(StorageSnapshot snapshot, Properties properties, Sha256 sha256) {
        StateHash states = new StateHash(sha256);
        for (String collection : snapshot.collections()) {
            try (RowCursor rows = snapshot.query(collection, Query.ALL, true)) {
                for (EntityState row = rows.next(); row != null; row = rows.next()) {
                    states.all++;
                    if (isKnown(row, properties)) {
                        states.hash.add(properties.known(row).encode());
                    }
                }
            }
        }
        return states;
    }

    /** Whether all its data types are known. */
    static boolean isKnown(EntityState state, Properties properties) {
        for (PropertyState property : state.properties().values()) {
            if (properties.types().find(property.dataType(), property.version()) == null) {
                return false;
            }
        }
        return true;
    }

    Hash256 hash() {
        return hash.hash();
    }

    /** How many went into the hash. */
    long known() {
        return hash.count();
    }

    long all() {
        return all;
    }
}
