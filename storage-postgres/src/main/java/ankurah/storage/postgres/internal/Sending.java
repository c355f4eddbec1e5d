package ankurah.storage.postgres.internal;

import ankurah.storage.sql.internal.Batch;
import ankurah.storage.sql.internal.Head;
import ankurah.storage.sql.internal.SqlConnection;
import ankurah.storage.sql.internal.TableChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one transaction sends to the server in one go: all statements, the head row, the notice to the others and the commit,
 * which the server leaves out if anything before it fails.
 */
final class Sending {
    private final PostgresDatabase database;
    private final StringBuilder text = new StringBuilder();
    private final List<Object> first = new ArrayList<>();
    private final List<Object> last = new ArrayList<>();
    private final Batch batch;

    private Sending(PostgresDatabase database, Batch batch) {
        this.database = database;
        this.batch = batch;
    }

    /** Of a transaction that has the head row locked. */
    static Sending locked(PostgresDatabase database, Batch batch, Head next, long group) {
        Sending sending = new Sending(database, batch);
        sending.rows();
        if (!batch.isLogged()) {
            sending.text.append(database.putWriter()).append(";\n");
            sending.last.addAll(List.of(database.writer(), group));
        }
        sending.text.append(database.layout().updateHead()).append(";\n");
        sending.last.addAll(List.of(database.layout().updateHeadValues(next)));
        sending.end();
        return sending;
    }

    /** Of a transaction that locks the head row by changing it, and fails if that is not where it was believed to be. */
    static Sending at(PostgresDatabase database, Head before, Batch batch, Head next) {
        Sending sending = new Sending(database, batch);
        sending.text.append(database.layout().moveHead()).append(";\n");
        sending.first.addAll(List.of(database.layout().moveHeadValues(before, next)));
        sending.rows();
        sending.end();
        return sending;
    }

    private void rows() {
        batch.tables().forEach(table -> text.append(table).append(";\n"));
        for (TableChange change : batch.changes()) {
            text.append(database.words().statement(change.shape())).append(";\n");
        }
    }

    private void end() {
        text.append(database.giveNotice()).append(";\nCOMMIT");
        last.addAll(List.of(database.channel(), database.writerText(), database.writer()));
    }

    /** When it returns, the transaction is committed. */
    void over(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
            int at = 1;
            for (Object parameter : first) {
                SqlConnection.bind(statement, at++, parameter);
            }
            for (TableChange change : batch.changes()) {
                for (int i = 0; i < change.shape().columns().size(); i++) {
                    statement.setArray(at++, PostgresDialect.array(connection, change, i));
                }
            }
            for (Object parameter : last) {
                SqlConnection.bind(statement, at++, parameter);
            }
            statement.execute();
        }
    }
}
