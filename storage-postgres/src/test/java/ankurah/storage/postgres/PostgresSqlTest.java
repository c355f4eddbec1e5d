package ankurah.storage.postgres;

import ankurah.storage.sql.testkit.SqlContract;
import ankurah.storage.testkit.Place;
import java.sql.Connection;
import java.sql.SQLException;

class PostgresSqlTest extends SqlContract {
    @Override
    protected Place newPlace() {
        return new SchemaPlace();
    }

    @Override
    protected Connection connect() throws SQLException {
        return ((SchemaPlace) place).connect();
    }
}
