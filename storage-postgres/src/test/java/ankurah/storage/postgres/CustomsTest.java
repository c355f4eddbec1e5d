package ankurah.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.query.AnkQl;
import ankurah.storage.EngineOptions;
import ankurah.storage.Identity;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.postgres.testkit.PostgresServer;
import ankurah.storage.sql.testkit.SqlContract;
import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.QueryContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/**
 * A server with other customs than ours: its texts are sorted as in Swedish whatever their case, backslashes mean something in its
 * texts, and its transactions are of another kind unless told otherwise. Nothing that is stored or found depends on them.
 */
class CustomsTest {
    private static PostgresServer server;

    @BeforeAll
    static void start() throws SQLException {
        server = PostgresServer.start(
                "fsync=off",
                "default_transaction_isolation=serializable",
                "default_transaction_deferrable=on",
                "standard_conforming_strings=off",
                "escape_string_warning=off",
                "bytea_output=escape",
                "extra_float_digits=-5",
                "TimeZone=Asia/Kolkata",
                "idle_in_transaction_session_timeout=300",
                "search_path=pg_temp");
        server.execute("CREATE DATABASE customs TEMPLATE template0 LOCALE_PROVIDER icu"
                + " ICU_LOCALE 'sv-u-ks-level1' LOCALE 'C' ENCODING 'UTF8'");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private record CustomsPlace(PostgresOptions options) implements Place {
        CustomsPlace() {
            this(PostgresOptions.defaults().withSchema(PostgresServer.newSchema()));
        }

        @Override
        public StorageEngine open(EngineOptions engine) {
            return PostgresStorage.open(server.url("customs"), options.withEngine(engine));
        }

        @Override
        public void close() {}
    }

    @Nested
    class Data extends SqlContract {
        @Override
        protected Place newPlace() {
            return new CustomsPlace();
        }

        @Override
        protected Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + server.port()
                    + "/customs?user=postgres&currentSchema="
                    + ((CustomsPlace) place).options().schema());
        }
    }

    @Nested
    class Queries extends QueryContract {
        @Override
        protected Place newPlace() {
            return new CustomsPlace();
        }
    }

    @Test
    void aSnapshotStaysWhereIdleTransactionsAreEnded() throws Exception {
        try (StorageEngine engine = PostgresStorage.open(
                server.url("customs"), PostgresOptions.defaults().withSchema(PostgresServer.newSchema()))) {
            Turns.commit(engine, 1);
            try (StorageSnapshot now = engine.snapshot()) {
                awaitTheEndOfAnIdleTransaction();
                assertThat(now.count("row", AnkQl.parse("n = 1"))).isEqualTo(1);
            }
        }
    }

    /** One that begins now. */
    private static void awaitTheEndOfAnIdleTransaction() throws Exception {
        try (Connection idle = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?user=postgres")) {
            idle.setAutoCommit(false);
            idle.createStatement().execute("SELECT 1");
            int pid = idle.unwrap(PGConnection.class).getBackendPID();
            while (isThere(pid)) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
    }

    private static boolean isThere(int pid) throws SQLException {
        try (Connection looks = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?user=postgres");
                ResultSet rows =
                        looks.createStatement().executeQuery("SELECT 1 FROM pg_stat_activity WHERE pid = " + pid)) {
            return rows.next();
        }
    }

    /** Who waits for the one that makes the tables must see them afterwards. */
    @Test
    void severalThatOpenAtOnceMakeOneSystemAndWriteOneLog() throws Exception {
        for (int round = 0; round < 5; round++) {
            PostgresOptions options = PostgresOptions.defaults().withSchema(PostgresServer.newSchema());
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                List<Future<Identity>> all = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    all.add(threads.submit(() -> openAndWrite(options)));
                }
                Identity first = all.get(0).get();
                for (Future<Identity> one : all) {
                    assertThat(one.get()).isEqualTo(first);
                }
            }
            try (StorageEngine engine = PostgresStorage.open(server.url("customs"), options);
                    StorageSnapshot now = engine.snapshot()) {
                assertThat(Turns.requireChained(now)).isEqualTo(20);
            }
        }
    }

    private static Identity openAndWrite(PostgresOptions options) {
        try (StorageEngine engine = PostgresStorage.open(server.url("customs"), options)) {
            for (int i = 0; i < 5; i++) {
                Turns.commit(engine, i);
            }
            return engine.identity();
        }
    }
}
