package ankurah.storage.sql.internal;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import ankurah.storage.internal.engine.EntryKeys;
import ankurah.storage.internal.engine.Index;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares index entries with rows: each row that is not deleted has its entry in each complete index, and there are no more entries
 * than that. Both sides are walked once and summed up, so that the database is asked for pages and not for single entries; only where
 * the sums differ are single ones looked for, to name one.
 */
final class SqlIndexCheck {
    private final SqlSnapshot snapshot;
    private final Reading reading;
    private final SqlCatalog catalog;
    private final SqlSnapshot.Home home;

    SqlIndexCheck(SqlSnapshot snapshot, Reading reading, SqlCatalog catalog, SqlSnapshot.Home home) {
        this.snapshot = snapshot;
        this.reading = reading;
        this.catalog = catalog;
        this.home = home;
    }

    /** Null if there is none. */
    @Nullable
    String difference() {
        for (String collection : new TreeSet<>(catalog.collections().keySet())) {
            List<Index> ready =
                    catalog.indexes(collection).stream().filter(Index::isReady).toList();
            String difference = ready.isEmpty() ? null : difference(collection, ready);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private @Nullable String difference(String collection, List<Index> indexes) {
        Total[] wanted = new Total[indexes.size()];
        Arrays.setAll(wanted, i -> new Total());
        try (RowCursor rows = snapshot.query(collection, Query.ALL)) {
            for (EntityState row = rows.next(); row != null; row = rows.next()) {
                for (int i = 0; i < wanted.length; i++) {
                    wanted[i].add(entry(indexes.get(i), row));
                }
            }
        }
        for (int i = 0; i < wanted.length; i++) {
            Index index = indexes.get(i);
            Total there = new Total();
            Chunks entries = entries(index);
            while (entries.next()) {
                there.add(entries.key());
            }
            if (!there.isThatOf(wanted[i])) {
                return named(collection, index);
            }
        }
        return null;
    }

    private static byte[] entry(Index index, EntityState row) {
        return GroupChanges.entry(EntryKeys.of(index, row));
    }

    private Chunks entries(Index index) {
        String sql = "SELECT entry, entry FROM " + home.layout().entries(index.number())
                + " WHERE entry >= ? AND entry < ? ORDER BY entry LIMIT ?";
        return new Chunks(reading, sql, TableRows.BOTTOM, TableRows.TOP, false, Chunks.FIRST_ROWS);
    }

    private String named(String collection, Index index) {
        try (RowCursor rows = snapshot.query(collection, Query.ALL)) {
            for (EntityState row = rows.next(); row != null; row = rows.next()) {
                if (!isThere(index, entry(index, row))) {
                    return "the index on " + index.spec() + " lacks an entry for " + row.id();
                }
            }
        }
        Chunks entries = entries(index);
        while (entries.next()) {
            byte[] key = entries.key();
            // The id stands at the end.
            EntityId id =
                    EntityId.fromBytes(Arrays.copyOfRange(key, Math.max(0, key.length - EventId.BYTES), key.length));
            EntityState row = snapshot.state(collection, id);
            if (row == null || row.isDeleted() || !Arrays.equals(entry(index, row), key)) {
                return "the index on " + index.spec() + " has an entry for " + id + " that is not of the row's values";
            }
        }
        return "the index on " + index.spec() + " has other entries than rows";
    }

    private boolean isThere(Index index, byte[] entry) {
        String sql = "SELECT count(*) FROM " + home.layout().entries(index.number()) + " WHERE entry = ?";
        return reading.read(connection -> connection.query(sql, Records::number, (Object) entry)) > 0;
    }

    /** What a set of entries comes to, in whatever order. */
    private final class Total {
        private long count;
        private long sum;

        void add(byte[] entry) {
            count++;
            sum += ByteBuffer.wrap(home.sha256().hash(entry).toBytes()).getLong();
        }

        boolean isThatOf(Total other) {
            return count == other.count && sum == other.sum;
        }
    }
}
