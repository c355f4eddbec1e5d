package ankurah.storage.sqlite;

import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.QueryContract;

class SqliteQueryTest extends QueryContract {
    @Override
    protected Place newPlace() {
        return FilePlace.unsynced();
    }
}
