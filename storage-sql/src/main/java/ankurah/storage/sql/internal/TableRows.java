package ankurah.storage.sql.internal;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.internal.key.Keys;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows and index entries of one collection as the planner asks for them: ranges of keys in order. A range becomes a
 * condition on the primary key of one table, with that order and a limit, so the database walks its own index and sends what is
 * asked for. Entries come together with their rows, which are kept until they are asked for. For one query, so for one thread.
 */
final class TableRows implements OrderedSnapshot {
    private static final int INDEX = 0x40;
    private static final byte[] NOTHING = {};
    /** So many entries of one value, and one more, are met backwards before they are read forwards. */
    private static final int TURNED_ROWS = 26;

    static final byte[] BOTTOM = {0};
    /** Above every key of a table. */
    static final byte[] TOP = new byte[64];

    static {
        Arrays.fill(TOP, (byte) 0xff);
    }

    private final String store;
    private final Reading reading;
    private final Layout layout;
    private final Dialect dialect;
    private final Stored stored;
    private final boolean withDeleted;
    private final int firstRows;
    /** Rows that came with entries and were not asked for yet, by id. */
    private final Map<EventId, byte[]> ahead = new HashMap<>();

    /**
     * A part of a table's keys.
     *
     * @param prefix what stands before each key of the table in the planner's keys
     */
    private record Part(String table, String key, byte[] prefix, byte[] from, byte[] to) {}

    /** @param limit how many rows the query wants at most; null for all */
    TableRows(
            String store,
            Reading reading,
            Layout layout,
            Dialect dialect,
            Stored stored,
            boolean withDeleted,
            @Nullable Integer limit) {
        this.store = store;
        this.reading = reading;
        this.layout = layout;
        this.dialect = dialect;
        this.stored = stored;
        this.withDeleted = withDeleted;
        this.firstRows = limit == null ? Chunks.FIRST_ROWS : Math.min(limit, Chunks.FIRST_ROWS) + 1;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        EventId id = EventId.fromBytes(key, key.length - EventId.BYTES);
        byte[] row = ahead.remove(id);
        return row != null ? row : Records.body(store, reading, stored, id);
    }

    @Override
    public OrderedCursor scan(byte[] from, byte[] to, boolean reverse) {
        Part part = part(from, to);
        String key = "e." + part.key();
        String selected = isEntries(part)
                ? "e.entry, s.state FROM " + part.table() + " e JOIN " + stored.table() + " s ON s.id = "
                        + dialect.idOf(key)
                : "e.id, e.state FROM " + part.table() + " e";
        String sql = "SELECT " + selected + " WHERE " + key + " >= ? AND " + key + " < ?"
                + (isEntries(part) || withDeleted ? "" : " AND " + dialect.notDeleted())
                + " ORDER BY " + key + (reverse ? " DESC" : "") + " LIMIT ?";
        int first = reverse && isEntries(part) ? Math.max(firstRows, TURNED_ROWS) : firstRows;
        Chunks chunks = new Chunks(reading, sql, part.from(), part.to(), reverse, first);
        return new Cursor(chunks, part.prefix(), isEntries(part));
    }

    private static boolean isEntries(Part part) {
        return part.key().equals("entry");
    }

    private Part part(byte[] from, byte[] to) {
        boolean entries = from[0] == INDEX;
        byte[] prefix = Arrays.copyOf(from, Keys.INDEX_PREFIX_BYTES);
        // Every key is longer than one byte, so this is below all of them; some drivers take no bytes for null.
        byte[] low = from.length > prefix.length ? Arrays.copyOfRange(from, prefix.length, from.length) : BOTTOM;
        boolean within = to.length > prefix.length && Arrays.equals(prefix, 0, 5, to, 0, 5);
        byte[] high = within ? Arrays.copyOfRange(to, prefix.length, to.length) : TOP;
        return entries
                ? new Part(layout.entries(number(prefix)), "entry", prefix, low, high)
                : new Part(stored.table(), "id", prefix, low, high);
    }

    private static int number(byte[] prefix) {
        return (prefix[1] & 0xff) << 24 | (prefix[2] & 0xff) << 16 | (prefix[3] & 0xff) << 8 | prefix[4] & 0xff;
    }

    @Override
    public long estimate(byte[] from, byte[] to) {
        Part part = part(from, to);
        return reading.read(connection ->
                dialect.estimate(connection, part.table(), part.key(), part.from(), part.to(), stored.table()));
    }

    @Override
    public long count(byte[] from, byte[] to, long most) {
        Part part = part(from, to);
        String sql = "SELECT count(*) FROM (SELECT 1 FROM " + part.table() + " WHERE " + part.key() + " >= ? AND "
                + part.key() + " < ? LIMIT ?) AS found";
        return reading.read(connection -> connection.query(sql, Records::number, part.from(), part.to(), most));
    }

    @Override
    public void close() {}

    /** Walks the chunks and leaves the rows of entries where {@link #get} finds them. */
    private final class Cursor implements OrderedCursor {
        private final Chunks chunks;
        private final byte[] prefix;
        private final boolean entries;

        Cursor(Chunks chunks, byte[] prefix, boolean entries) {
            this.chunks = chunks;
            this.prefix = prefix;
            this.entries = entries;
        }

        @Override
        public boolean next() {
            if (!chunks.next()) {
                return false;
            }
            if (entries) {
                byte[] key = chunks.key();
                EventId id = EventId.fromBytes(key, key.length - EventId.BYTES);
                ahead.put(id, opened(id, chunks.value()));
            }
            return true;
        }

        @Override
        public byte[] key() {
            return Keys.join(prefix, chunks.key());
        }

        @Override
        public byte[] value() {
            return entries ? NOTHING : opened(EventId.fromBytes(chunks.key()), chunks.value());
        }

        private byte[] opened(EventId id, byte[] sealed) {
            return Records.body(store, stored, new EntityId(id), sealed);
        }

        @Override
        public void close() {
            chunks.close();
        }
    }
}
