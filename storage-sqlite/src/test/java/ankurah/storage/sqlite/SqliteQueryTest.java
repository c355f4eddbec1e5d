package ankurah.storage.sqlite;

import ankurah.storage.testkit.QueryContract;
import ankurah.storage.testkit.Place;

class SqliteQueryTest extends QueryContract {
    @Override
    protected Place newPlace() {
        return FilePlace.unsynced();
    }
}
