package ankurah.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.postgres.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TlsTest {
    private static Certificate own;
    private static Certificate other;
    private static PostgresServer server;

    private final PostgresOptions options = PostgresOptions.defaults().withSchema(PostgresServer.newSchema());

    @BeforeAll
    static void start() throws Exception {
        own = Certificate.made("ip:127.0.0.1");
        other = Certificate.made("ip:127.0.0.1");
        server = PostgresServer.start(
                "ssl=on", "ssl_cert_file=" + own.certificate(), "ssl_key_file=" + own.key(), "fsync=off");
    }

    @AfterAll
    static void stop() {
        server.close();
        own.close();
        other.close();
    }

    private static String url(String mode, Path root) {
        return server.url() + "?sslmode=" + mode + (root == null ? "" : "&sslrootcert=" + root);
    }

    private void assertUntrusted(String url) {
        assertUntrusted(url, "sslrootcert");
    }

    private void assertUntrusted(String url, String remedy) {
        assertThatThrownBy(() -> PostgresStorage.open(url, options))
                .isInstanceOfSatisfying(AnkurahException.Refused.class, e -> {
                    assertThat(e.code()).isEqualTo("storage.untrusted");
                    assertThat(e.retryable()).isFalse();
                })
                .hasMessageContaining(remedy);
    }

    @Test
    void aServerWhoseCertificateIsVerifiedIsUsedOverTlsOnAllConnections() throws Exception {
        try (StorageEngine engine = PostgresStorage.open(url("verify-full", own.certificate()), options)) {
            engine.onOthersWrites(() -> {});
            Turns.commit(engine, 1);
            try (StorageSnapshot now = engine.snapshot()) {
                assertThat(now.position().number()).isEqualTo(1);
                assertThat(plainConnections()).isZero();
            }
        }
    }

    /** Of ours, as the server sees them. */
    private static long plainConnections() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?user=postgres&sslmode=disable");
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*), count(*) FILTER (WHERE NOT ssl) FROM pg_stat_ssl JOIN"
                                + " pg_stat_activity USING (pid) WHERE application_name LIKE 'ankurah %'")) {
            rows.next();
            assertThat(rows.getLong(1)).isPositive();
            return rows.getLong(2);
        }
    }

    @Test
    void withoutACertificateToTrustNothingIsOpened() {
        assertUntrusted(url("verify-full", Path.of("/nowhere/root.crt")));
    }

    @Test
    void aCertificateOfSomebodyElseIsNotTrusted() {
        assertUntrusted(url("verify-full", other.certificate()));
        assertUntrusted(url("verify-ca", other.certificate()));
    }

    /** The very difference between the two modes. */
    @Test
    void aTrustedCertificateOfAnotherHostIsNotThisServers() throws Exception {
        try (Certificate elsewhere = Certificate.made("dns:db.example");
                PostgresServer named = PostgresServer.start(
                        "ssl=on",
                        "ssl_cert_file=" + elsewhere.certificate(),
                        "ssl_key_file=" + elsewhere.key(),
                        "fsync=off")) {
            String root = "&sslrootcert=" + elsewhere.certificate();
            assertUntrusted(named.url() + "?sslmode=verify-full" + root, "as its certificate does");
            PostgresStorage.open(named.url() + "?sslmode=verify-ca" + root, options)
                    .close();
        }
    }

    @Test
    void whoAsksForTlsIsNeverServedWithoutIt() {
        String plain = PostgresServer.shared().url();
        for (String mode : List.of("require", "verify-ca", "verify-full")) {
            assertUntrusted(plain + "?sslmode=" + mode + "&sslrootcert=" + own.certificate(), "ssl=on");
        }
    }

    @Test
    void aServerThatComesBackStillSpeaksTls() throws Exception {
        try (StorageEngine engine = PostgresStorage.open(url("verify-full", own.certificate()), options)) {
            Turns.commit(engine, 1);
            server.stop("fast");
            server.restart();
            Turns.commit(engine, 2);
            assertThat(plainConnections()).isZero();
        }
    }
}
