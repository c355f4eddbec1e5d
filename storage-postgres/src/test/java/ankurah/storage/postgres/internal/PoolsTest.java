package ankurah.storage.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.storage.postgres.PostgresOptions;
import ankurah.storage.postgres.testkit.PostgresServer;
import ankurah.storage.sql.internal.SqlConnection;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PoolsTest {

    @Test
    void aConnectionKeepsItsSettingsWhateverBecomesOfItsTransactions() throws SQLException {
        Address address = Address.parse(PostgresServer.shared().url());
        PostgresOptions options = PostgresOptions.defaults().withConnections(1).withWaitMillis(1_234);
        try (Pools pools = new Pools(address, "the database", options)) {
            for (int round = 0; round < 3; round++) {
                try (Connection reader = pools.reader()) {
                    assertThat(setting(reader, "enable_seqscan")).isEqualTo("off");
                    assertThat(setting(reader, "transaction_read_only")).isEqualTo("on");
                    assertThat(setting(reader, "transaction_isolation")).isEqualTo("repeatable read");
                    reader.rollback();
                }
                try (Connection writer = pools.writer()) {
                    assertThat(setting(writer, "lock_timeout")).isEqualTo("1234ms");
                    assertThat(setting(writer, "transaction_isolation")).isEqualTo("read committed");
                    writer.rollback();
                }
            }
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        return new SqlConnection(connection, 0)
                .query("SELECT current_setting(?)", rows -> rows.next() ? rows.getString(1) : "", name);
    }
}
