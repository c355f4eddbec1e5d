package ankurah.storage.postgres.internal;

import ankurah.storage.sql.internal.Database.Others;
import ankurah.storage.sql.internal.Head;
import ankurah.storage.sql.internal.SqlConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears of what other programs write: by notices on a connection of its own, and by looking now and then, for a notice may be
 * lost with a connection, or kept back by a proxy. A lost connection is made anew, for as long as the store is open.
 */
final class Ears {
    private static final long MOST_PAUSE_MILLIS = 2_000;
    private static final long CLOSE_MILLIS = 5_000;
    private static final int SOON_MILLIS = 1_000;
    private static final long LISTENS_MILLIS = 60_000;

    private final PostgresDatabase database;
    private final Address address;
    private final Thread thread;
    private volatile @Nullable Others others;
    private volatile @Nullable Connection connection;
    private long seenWrites = -1;
    private long registered;

    Ears(PostgresDatabase database, Address address) {
        this.database = database;
        this.address = address;
        this.thread = new Thread(this::run, "ankurah-postgres-listener");
        thread.setDaemon(true);
    }

    void open(Others told) {
        others = told;
        thread.start();
    }

    private void run() {
        long pause = 50;
        while (!database.isClosed()) {
            try (Connection heard = address.source("listens").getConnection()) {
                connection = heard;
                listen(heard);
            } catch (SQLException e) {
                System.getLogger("ankurah.storage").log(System.Logger.Level.DEBUG, "listening", e);
            } finally {
                connection = null;
            }
            pause = seenWrites < 0 ? Math.min(2 * pause, MOST_PAUSE_MILLIS) : 50;
            // Until it is heard again what was seen is not known to be all.
            seenWrites = -1;
            if (!database.isClosed()) {
                sleep(pause);
            }
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            // Only closing interrupts it, which the loop looks for.
            Thread.currentThread().interrupt();
        }
    }

    private void listen(Connection heard) throws SQLException {
        SqlConnection sql = new SqlConnection(heard, 0);
        register(sql);
        sql.update(database.removeOldWriters());
        sql.execute("LISTEN \"" + database.channel() + "\"");
        PGConnection notices = heard.unwrap(PGConnection.class);
        look(sql);
        // Whoever was about to commit may not have known that somebody listens.
        int patience = Math.min(SOON_MILLIS, database.options().pollMillis());
        while (!database.isClosed()) {
            PGNotification[] came = notices.getNotifications(patience);
            if (System.nanoTime() - registered
                    > TimeUnit.MILLISECONDS.toNanos(database.options().pollMillis())) {
                register(sql);
            }
            if (came == null || came.length == 0 || isFromOthers(came)) {
                look(sql);
            }
            patience = database.options().pollMillis();
        }
    }

    /** For longer than until it is done again. */
    private void register(SqlConnection sql) throws SQLException {
        long millis = 3L * database.options().pollMillis() + LISTENS_MILLIS;
        sql.update(database.putListener(), database.writer(), millis);
        registered = System.nanoTime();
    }

    private boolean isFromOthers(PGNotification[] came) {
        for (PGNotification notice : came) {
            if (!notice.getParameter().equals(database.writerText())) {
                return true;
            }
        }
        return false;
    }

    private void look(SqlConnection sql) throws SQLException {
        Head head = sql.query(database.layout().selectHead(), Head::read);
        if (head != null && head.writes() != seenWrites) {
            seenWrites = head.writes();
            tell(head);
        }
    }

    private void tell(Head head) {
        Others told = others;
        if (told == null) {
            return;
        }
        try {
            told.wrote(head.catalog());
        } catch (RuntimeException e) {
            // Whoever listens must not end the listening.
            System.getLogger("ankurah.storage").log(System.Logger.Level.WARNING, "telling what others wrote", e);
        }
    }

    void close() {
        thread.interrupt();
        Connection heard = connection;
        if (heard != null) {
            PostgresDatabase.abort(heard);
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
