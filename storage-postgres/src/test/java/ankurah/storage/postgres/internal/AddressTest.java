package ankurah.storage.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class AddressTest {

    @Test
    void aUrlOfLibpqIsUnderstood() throws Exception {
        PGSimpleDataSource source = Address.parse(
                        "postgresql://an%40na:s%3Acret+@db.example:5433/music?sslmode=verify-full&connect_timeout=3"
                                + "&application_name=shop&sslrootcert=%2Fetc%2Froot.pem")
                .source("reads");
        assertThat(source.getUser()).isEqualTo("an@na");
        assertThat(source.getPassword()).isEqualTo("s:cret+");
        assertThat(source.getServerNames()).containsExactly("db.example");
        assertThat(source.getPortNumbers()).containsExactly(5433);
        assertThat(source.getDatabaseName()).isEqualTo("music");
        assertThat(source.getSslmode()).isEqualTo("verify-full");
        assertThat(source.getSslrootcert()).isEqualTo("/etc/root.pem");
        assertThat(source.getConnectTimeout()).isEqualTo(3);
        assertThat(source.getApplicationName()).isEqualTo("shop");
    }

    @Test
    void severalHostsAreTriedAndTheOneThatMayBeWrittenToIsTaken() throws Exception {
        PGSimpleDataSource source = Address.parse("postgres://a:5432,b:5433/music?target_session_attrs=read-write")
                .source("reads");
        assertThat(source.getServerNames()).containsExactly("a", "b");
        assertThat(source.getPortNumbers()).containsExactly(5432, 5433);
        assertThat(source.getTargetServerType().toString()).isEqualToIgnoringCase("primary");
    }

    @Test
    void aUrlOfTheDriverIsPassedOn() throws Exception {
        PGSimpleDataSource source = Address.parse("jdbc:postgresql://db/music?user=anna&password=x%26y&socketTimeout=7")
                .source("reads");
        assertThat(source.getUser()).isEqualTo("anna");
        assertThat(source.getPassword()).isEqualTo("x&y");
        assertThat(source.getSocketTimeout()).isEqualTo(7);
        assertThat(source.getDatabaseName()).isEqualTo("music");
    }

    @Test
    void messagesHaveNoPasswords() {
        assertThat(Address.parse("postgresql://anna:secret@db/music?password=other"))
                .hasToString("db/music");
        assertThatThrownBy(() -> Address.parse("mysql://db/music")).hasMessageContaining("postgresql://");
    }
}
