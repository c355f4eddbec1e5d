package ankurah.storage.postgres.internal;

import ankurah.storage.sql.internal.Batch;
import ankurah.storage.sql.internal.Head;
import ankurah.storage.sql.internal.Reading.Work;
import ankurah.storage.sql.internal.SqlConnection;
import ankurah.storage.sql.internal.Writing;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that has the head row locked. What it writes goes to the server in one go: all statements, the head row,
 * the notice to the others and the commit, which the server leaves out if anything before it fails.
 */
final class PostgresWriting implements Writing {
    private final PostgresDatabase database;
    private final Connection connection;
    private final SqlConnection sql;
    private final Head head;
    private boolean ended;

    PostgresWriting(PostgresDatabase database, Connection connection) throws SQLException {
        this.database = database;
        this.connection = connection;
        this.sql = new SqlConnection(connection, 0);
        this.head = sql.query(database.layout().selectHead() + " FOR UPDATE", Head::require);
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        try {
            return work.run(sql);
        } catch (SQLException e) {
            throw Failures.of(database.describe(), e);
        }
    }

    @Override
    public void commit(Batch batch, Head next) {
        if (ended) {
            throw new IllegalStateException("the turn is over");
        }
        long group = database.nextGroup();
        try {
            Sending.locked(database, batch, next, group).over(connection);
        } catch (SQLException e) {
            PostgresDatabase.end(connection);
            try {
                failed(batch, next, group, e);
            } finally {
                finish();
            }
        }
        close();
    }

    /** Returns if the group is stored all the same. */
    private void failed(Batch batch, Head next, long group, SQLException e) {
        if (!Failures.isAway(e)) {
            throw Failures.of(database.describe(), e, "; nothing of the group is stored");
        }
        new Resolution(database).resolve(batch, next, group, e);
    }

    private void finish() {
        if (!ended) {
            ended = true;
            database.written();
        }
    }

    @Override
    public void close() {
        if (!ended) {
            PostgresDatabase.end(connection);
            finish();
        }
    }
}
