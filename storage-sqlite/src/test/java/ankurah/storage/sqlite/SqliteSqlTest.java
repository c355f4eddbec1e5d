package ankurah.storage.sqlite;

import ankurah.storage.sql.testkit.SqlContract;
import ankurah.storage.testkit.Place;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

class SqliteSqlTest extends SqlContract {
    @Override
    protected Place newPlace() {
        return FilePlace.unsynced();
    }

    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + ((FilePlace) place).file());
    }
}
