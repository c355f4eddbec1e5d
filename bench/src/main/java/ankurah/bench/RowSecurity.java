package ankurah.bench;

import ankurah.storage.postgres.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The rows, readers and rules of {@link PermissionCosts} in Postgres with row level security: a commit, and then each reader whom it
 * concerns reads his rows again, which is what keeping them current takes there. Who reads is a setting of the session, so that one
 * session can be a thousand readers in turn and keeps its prepared plans; nothing is synced.
 */
public final class RowSecurity {
    private static final int READERS = 1_000;
    private static final int ARTISTS = 2_000;
    private static final int ALBUMS = 10_000;
    private static final int WARM_UP = 500;
    private static final int MEASURED = 2_000;
    private static final String ME = "current_setting('app.me')";

    private RowSecurity() {}

    /** @param policy of reading an album; null for none */
    private record Case(String name, String policy, String query) {}

    public static void main(String[] args) throws SQLException {
        List<Case> cases = List.of(
                new Case("no policy, each asks for its own", "true", "owner = " + ME),
                new Case("owner = me", "owner = " + ME, "true"),
                new Case(
                        "artist.owner = me, EXISTS",
                        "EXISTS (SELECT 1 FROM artist a WHERE a.id = artist AND a.owner = " + ME + ")",
                        "true"),
                new Case(
                        "artist.owner = me, ANY(ARRAY())",
                        "artist = ANY(ARRAY(SELECT id FROM artist WHERE owner = " + ME + "))",
                        "true"),
                new Case(
                        "artist.label.owner = me, EXISTS",
                        "EXISTS (SELECT 1 FROM artist a JOIN label l ON l.id = a.label WHERE a.id = artist AND l.owner = "
                                + ME + ")",
                        "true"),
                new Case(
                        "artist.label.owner = me, ANY(ARRAY())",
                        "artist = ANY(ARRAY(SELECT a.id FROM artist a JOIN label l ON l.id = a.label WHERE l.owner = "
                                + ME + "))",
                        "true"));
        try (PostgresServer server = PostgresServer.start("fsync=off", "synchronous_commit=off")) {
            String url = "jdbc:" + server.url().replace("postgresql://postgres@", "postgresql://");
            try (Connection writer = DriverManager.getConnection(url, "postgres", "")) {
                fill(writer);
                try (Connection reader = DriverManager.getConnection(url, "reader", "")) {
                    for (Case one : cases) {
                        run(one, writer, reader);
                    }
                }
            }
        }
    }

    private static void fill(Connection writer) throws SQLException {
        try (Statement sql = writer.createStatement()) {
            for (String line : List.of(
                    "CREATE ROLE reader LOGIN",
                    "CREATE TABLE label (id int PRIMARY KEY, owner text)",
                    "CREATE TABLE artist (id int PRIMARY KEY, label int, owner text)",
                    "CREATE TABLE album (id int PRIMARY KEY, artist int, owner text, n bigint)",
                    "INSERT INTO label SELECT i, 'user' || i FROM generate_series(0, " + (READERS - 1) + ") i",
                    "INSERT INTO artist SELECT i, i % " + READERS + ", 'user' || i % " + READERS
                            + " FROM generate_series(0, " + (ARTISTS - 1) + ") i",
                    "INSERT INTO album SELECT i, i % " + ARTISTS + ", 'user' || i % " + READERS
                            + ", 0 FROM generate_series(0, " + (ALBUMS - 1) + ") i",
                    "CREATE INDEX ON label (owner)",
                    "CREATE INDEX ON artist (owner)",
                    "CREATE INDEX ON artist (label)",
                    "CREATE INDEX ON album (owner)",
                    "CREATE INDEX ON album (artist)",
                    "GRANT SELECT ON label, artist, album TO reader",
                    "ALTER TABLE album ENABLE ROW LEVEL SECURITY",
                    "ANALYZE")) {
                var _ = sql.execute(line);
            }
        }
    }

    private static void run(Case one, Connection writer, Connection reader) throws SQLException {
        try (Statement sql = writer.createStatement()) {
            var unused = sql.execute("DROP POLICY IF EXISTS reading ON album");
            unused = sql.execute("CREATE POLICY reading ON album FOR SELECT TO reader USING (" + one.policy + ")");
        }
        Random random = new Random(7);
        try (PreparedStatement edit = writer.prepareStatement("UPDATE album SET n = ? WHERE id = ?");
                PreparedStatement me = reader.prepareStatement("SELECT set_config('app.me', ?, false)");
                PreparedStatement read =
                        reader.prepareStatement("SELECT id, artist, owner, n FROM album WHERE " + one.query)) {
            long[] commits = new long[MEASURED];
            long[] all = new long[MEASURED];
            for (int i = -WARM_UP; i < MEASURED; i++) {
                int album = random.nextInt(ALBUMS);
                long begin = System.nanoTime();
                edit.setLong(1, i);
                edit.setInt(2, album);
                var _ = edit.executeUpdate();
                long committed = System.nanoTime();
                readAgain(me, read, album % READERS);
                if (i >= 0) {
                    commits[i] = committed - begin;
                    all[i] = System.nanoTime() - begin;
                }
            }
            Arrays.sort(commits);
            Arrays.sort(all);
            System.out.printf(
                    Locale.ROOT,
                    "Postgres: %-38s commit %7.1f us; until its reader has read again %8.1f us (99th %8.1f)%n",
                    one.name,
                    commits[MEASURED / 2] / 1e3,
                    all[MEASURED / 2] / 1e3,
                    all[MEASURED * 99 / 100] / 1e3);
        }
    }

    private static void readAgain(PreparedStatement me, PreparedStatement read, int user) throws SQLException {
        me.setString(1, "user" + user);
        try (ResultSet unused = me.executeQuery()) {
            var _ = unused.next();
        }
        int rows = 0;
        try (ResultSet result = read.executeQuery()) {
            while (result.next()) {
                rows++;
            }
        }
        if (rows != ALBUMS / READERS) {
            throw new IllegalStateException("a reader sees " + rows + " rows");
        }
    }
}
