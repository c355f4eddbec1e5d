package ankurah.storage.postgres;

import ankurah.storage.testkit.EngineContract;
import ankurah.storage.testkit.Place;

class PostgresEngineTest extends EngineContract {
    @Override
    protected Place newPlace() {
        return new SchemaPlace();
    }
}
