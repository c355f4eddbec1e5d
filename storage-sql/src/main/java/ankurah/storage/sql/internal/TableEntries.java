package ankurah.storage.sql.internal;

import ankurah.storage.internal.engine.Index;
import ankurah.storage.internal.engine.IndexCheck;
import ankurah.storage.internal.key.Keys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Index entries as they stand in their tables, also those that no row goes with, which {@link TableRows} does not meet. */
final class TableEntries implements IndexCheck.Entries {
    private final Reading reading;
    private final Layout layout;

    TableEntries(Reading reading, Layout layout) {
        this.reading = reading;
        this.layout = layout;
    }

    @Override
    public byte @Nullable [] missing(Index index, List<byte[]> keys) {
        String sql = "SELECT entry FROM " + layout.entries(index.number()) + " WHERE entry IN (?"
                + ", ?".repeat(keys.size() - 1) + ")";
        Object[] entries = keys.stream().map(GroupChanges::entry).toArray();
        Set<ByteBuffer> there = reading.read(connection -> connection.query(
                sql,
                rows -> {
                    Set<ByteBuffer> found = new HashSet<>();
                    while (rows.next()) {
                        found.add(ByteBuffer.wrap(rows.getBytes(1)));
                    }
                    return found;
                },
                entries));
        for (byte[] key : keys) {
            if (!there.contains(ByteBuffer.wrap(GroupChanges.entry(key)))) {
                return key;
            }
        }
        return null;
    }

    @Override
    public long count(Index index) {
        String sql = "SELECT count(*) FROM " + layout.entries(index.number());
        return reading.read(connection -> connection.query(sql, Records::number));
    }

    @Override
    public void each(Index index, Predicate<byte[]> isFound) {
        String sql = "SELECT entry, entry FROM " + layout.entries(index.number())
                + " WHERE entry >= ? AND entry < ? ORDER BY entry LIMIT ?";
        Chunks all = new Chunks(reading, sql, TableRows.BOTTOM, TableRows.TOP, false, Chunks.FIRST_ROWS);
        byte[] prefix = Keys.index(index.number());
        boolean found = false;
        while (!found && all.next()) {
            byte[] entry = all.key();
            byte[] key = Arrays.copyOf(prefix, prefix.length + entry.length);
            System.arraycopy(entry, 0, key, prefix.length, entry.length);
            found = isFound.test(key);
        }
    }
}
