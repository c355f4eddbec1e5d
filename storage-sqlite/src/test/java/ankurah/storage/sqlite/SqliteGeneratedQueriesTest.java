package ankurah.storage.sqlite;

import ankurah.storage.testkit.GeneratedQueries;
import ankurah.storage.testkit.Place;

class SqliteGeneratedQueriesTest extends GeneratedQueries {
    @Override
    protected Place newPlace() {
        return FilePlace.unsynced();
    }
}
