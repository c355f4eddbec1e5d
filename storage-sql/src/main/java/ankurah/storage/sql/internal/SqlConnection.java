package ankurah.storage.sql.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is only given SQL made of our own words and numbers; whatever comes from outside is a bound parameter.
 * Keeps some statements prepared. For one thread at a time.
 */
public final class SqlConnection {
    private final Connection connection;
    private final int mostKept;
    private final LinkedHashMap<String, PreparedStatement> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** Reads the answer of a query. */
    public interface Reader<T extends @Nullable Object> {
        T read(ResultSet rows) throws SQLException;
    }

    /** @param mostKept how many statements stay prepared; 0 where the driver does that by itself */
    public SqlConnection(Connection connection, int mostKept) {
        this.connection = connection;
        this.mostKept = mostKept;
    }

    public Connection jdbc() {
        return connection;
    }

    public <T extends @Nullable Object> T query(String sql, Reader<T> reader, Object... parameters)
            throws SQLException {
        PreparedStatement statement = prepare(sql);
        T answer;
        try {
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                answer = reader.read(rows);
            }
        } catch (SQLException | RuntimeException e) {
            drop(sql, statement);
            throw e;
        }
        release(statement);
        return answer;
    }

    public int update(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = prepare(sql);
        int changed;
        try {
            bind(statement, parameters);
            changed = statement.executeUpdate();
        } catch (SQLException | RuntimeException e) {
            drop(sql, statement);
            throw e;
        }
        release(statement);
        return changed;
    }

    /** A statement that failed may be of no more use. */
    private void drop(String sql, PreparedStatement statement) {
        kept.remove(sql);
        try {
            statement.close();
        } catch (SQLException e) {
            // The failure before says more.
            System.getLogger("ankurah.storage").log(System.Logger.Level.DEBUG, "closing a statement", e);
        }
    }

    /** Runs what cannot be prepared. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The statement for a text; to be given back with {@link #release}. */
    public PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = kept.get(sql);
        if (statement != null) {
            return statement;
        }
        statement = connection.prepareStatement(sql);
        if (mostKept > 0) {
            if (kept.size() >= mostKept) {
                Map.Entry<String, PreparedStatement> eldest = kept.pollFirstEntry();
                eldest.getValue().close();
            }
            kept.put(sql, statement);
        }
        return statement;
    }

    public void release(PreparedStatement statement) throws SQLException {
        if (mostKept == 0) {
            statement.close();
        } else {
            statement.clearParameters();
        }
    }

    public static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
    }

    public static void bind(PreparedStatement statement, int at, Object parameter) throws SQLException {
        switch (parameter) {
            case byte[] bytes -> statement.setBytes(at, bytes);
            case Long number -> statement.setLong(at, number);
            case Integer number -> statement.setInt(at, number);
            case Boolean flag -> statement.setBoolean(at, flag);
            case String text -> statement.setString(at, text);
            default -> throw new IllegalArgumentException("no parameter: " + parameter.getClass());
        }
    }
}
