package ankurah.bench.audited;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import javax.sql.DataSource;

/**
 * The floor: the rows that a node writes for a commit, an event, a state and an entry of the log, by prepared statements in
 * one transaction on a connection of the writer's own, and nothing else. The log is numbered by a sequence, so it has gaps
 * and is not in the order of the commits.
 */
final class JdbcStore implements Store {
    private static final int EVENT_BYTES = 330;
    private static final int STATE_BYTES = 260;

    private final DataSource source;

    JdbcStore(DataSource source) throws SQLException {
        this.source = source;
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE floor_event (entity bytea, id bytea, number bigint, bytes bytea,"
                    + " PRIMARY KEY (entity, id))");
            statement.execute("CREATE TABLE floor_state (id bytea PRIMARY KEY, name text, year bigint, bytes bytea)");
            statement.execute("CREATE TABLE floor_log (number bigserial PRIMARY KEY, commit_id bytea, bytes bytea)");
        }
    }

    @Override
    public Writer writer() throws SQLException {
        return new Rows(source.getConnection());
    }

    @Override
    public long versions() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM floor_event")) {
            count.next();
            return count.getLong(1);
        }
    }

    @Override
    public void close() {}

    private static final class Rows implements Writer {
        private final Connection connection;
        private final PreparedStatement event;
        private final PreparedStatement insert;
        private final PreparedStatement update;
        private final PreparedStatement log;
        private final Random random = new Random();
        private byte[] row = {};
        private String named = "";

        Rows(Connection connection) throws SQLException {
            this.connection = connection;
            connection.setAutoCommit(false);
            event = connection.prepareStatement("INSERT INTO floor_event VALUES (?, ?, ?, ?)");
            insert = connection.prepareStatement("INSERT INTO floor_state (name, year, bytes, id) VALUES (?, ?, ?, ?)");
            update = connection.prepareStatement("UPDATE floor_state SET name = ?, year = ?, bytes = ? WHERE id = ?");
            log = connection.prepareStatement("INSERT INTO floor_log (commit_id, bytes) VALUES (?, ?)");
        }

        @Override
        public void create(String name, long year) throws SQLException {
            row = id();
            named = name;
            write(insert, year);
        }

        @Override
        public void edit(long year) throws SQLException {
            write(update, year);
        }

        private void write(PreparedStatement state, long year) throws SQLException {
            event.setBytes(1, row);
            event.setBytes(2, id());
            event.setLong(3, year);
            event.setBytes(4, bytes(EVENT_BYTES));
            event.executeUpdate();
            state.setString(1, named);
            state.setLong(2, year);
            state.setBytes(3, bytes(STATE_BYTES));
            state.setBytes(4, row);
            state.executeUpdate();
            log.setBytes(1, id());
            log.setBytes(2, bytes(EVENT_BYTES / 3));
            log.executeUpdate();
            connection.commit();
        }

        private byte[] bytes(int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }

        /** Ids grow with time, as those of events do. */
        private byte[] id() {
            return ByteBuffer.allocate(32)
                    .putLong(System.nanoTime())
                    .putLong(random.nextLong())
                    .putLong(random.nextLong())
                    .putLong(random.nextLong())
                    .array();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
