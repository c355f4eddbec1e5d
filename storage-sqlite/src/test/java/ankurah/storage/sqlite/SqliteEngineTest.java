package ankurah.storage.sqlite;

import ankurah.storage.testkit.EngineContract;
import ankurah.storage.testkit.Place;

class SqliteEngineTest extends EngineContract {
    @Override
    protected Place newPlace() {
        return new FilePlace();
    }
}
