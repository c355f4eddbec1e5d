package ankurah.bench.peers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A relational database, with prepared statements and batches, as a careful program uses it. */
final class JdbcPeer implements Peer {
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement select;
    private final PreparedStatement range;
    private final PreparedStatement page;
    private final PreparedStatement update;

    JdbcPeer(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
        try (Statement create = connection.createStatement()) {
            create.execute("DROP TABLE IF EXISTS track");
            create.execute("""
                    CREATE TABLE track (track_id BIGINT PRIMARY KEY, name VARCHAR(500), album_id BIGINT, media_type_id BIGINT,
                        genre_id BIGINT, composer VARCHAR(500), milliseconds BIGINT, bytes BIGINT, unit_price DECIMAL(10, 2))
                    """);
        }
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("INSERT INTO track VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        select = connection.prepareStatement("SELECT * FROM track WHERE track_id = ?");
        range = connection.prepareStatement("SELECT * FROM track WHERE track_id >= ? AND track_id < ?");
        page = connection.prepareStatement(
                "SELECT * FROM track WHERE milliseconds >= ? ORDER BY milliseconds, track_id LIMIT ?");
        update = connection.prepareStatement("UPDATE track SET milliseconds = ? WHERE track_id = ?");
    }

    @Override
    public void add(int from, int to) throws SQLException {
        for (int i = from; i < to; i++) {
            Track track = Track.of(i);
            insert.setLong(1, track.trackId());
            insert.setString(2, track.name());
            insert.setLong(3, track.albumId());
            insert.setLong(4, track.mediaTypeId());
            insert.setLong(5, track.genreId());
            insert.setString(6, track.composer());
            insert.setLong(7, track.milliseconds());
            insert.setLong(8, track.bytes());
            insert.setBigDecimal(9, track.unitPrice());
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
    }

    @Override
    public long byKey(int i) throws SQLException {
        select.setLong(1, i);
        try (ResultSet found = select.executeQuery()) {
            if (!found.next()) {
                throw new IllegalStateException("no row " + i);
            }
            return found.getLong("milliseconds");
        }
    }

    @Override
    public void added() throws SQLException {
        try (Statement create = connection.createStatement()) {
            create.execute("CREATE INDEX track_length ON track (milliseconds, track_id)");
        }
        connection.commit();
    }

    @Override
    public long range(int from, int to) throws SQLException {
        range.setLong(1, from);
        range.setLong(2, to);
        return sum(range);
    }

    @Override
    public long page(long least, int rows) throws SQLException {
        page.setLong(1, least);
        page.setInt(2, rows);
        return sum(page);
    }

    /** Looks at all columns, for a node's rows have them too. */
    private static long sum(PreparedStatement statement) throws SQLException {
        long sum = 0;
        try (ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                sum += found.getLong("milliseconds")
                        + 0L * found.getString("name").length();
            }
        }
        return sum;
    }

    @Override
    public void change(int i, long length) throws SQLException {
        update.setLong(1, length);
        update.setLong(2, i);
        update.executeUpdate();
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
