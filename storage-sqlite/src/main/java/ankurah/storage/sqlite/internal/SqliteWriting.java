package ankurah.storage.sqlite.internal;

import ankurah.storage.sql.internal.Batch;
import ankurah.storage.sql.internal.Head;
import ankurah.storage.sql.internal.Reading.Work;
import ankurah.storage.sql.internal.SqlConnection;
import ankurah.storage.sql.internal.TableChange;
import ankurah.storage.sql.internal.Writing;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A write transaction, from its first read on. */
final class SqliteWriting implements Writing {
    private final SqliteDatabase database;
    private final SqlConnection connection;
    private final Head head;
    private boolean ended;

    SqliteWriting(SqliteDatabase database, SqlConnection connection) throws SQLException {
        this.database = database;
        this.connection = connection;
        connection.execute("BEGIN IMMEDIATE");
        try {
            this.head = connection.query(database.layout().selectHead(), Head::require);
        } catch (SQLException | RuntimeException e) {
            database.rollBack();
            throw e;
        }
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        try {
            return work.run(connection);
        } catch (SQLException e) {
            throw Failures.of(database.describe(), e);
        }
    }

    @Override
    public void commit(Batch batch, Head next) {
        requireOpen();
        try {
            for (String table : batch.tables()) {
                connection.execute(table);
            }
            for (TableChange change : batch.changes()) {
                write(change);
            }
            connection.update(database.layout().updateHead(), database.layout().updateHeadValues(next));
            connection.execute("COMMIT");
            end();
        } catch (SQLException e) {
            throw database.failed(e);
        }
    }

    private void write(TableChange change) throws SQLException {
        PreparedStatement statement = connection.prepare(SqliteDialect.statement(change.shape()));
        for (Object[] row : change.rows()) {
            SqlConnection.bind(statement, row);
            statement.executeUpdate();
        }
        connection.release(statement);
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("the turn is over");
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            database.written();
        }
    }

    @Override
    public void close() {
        if (!ended) {
            database.rollBack();
            end();
        }
    }
}
