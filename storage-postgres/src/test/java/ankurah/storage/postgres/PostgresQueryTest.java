package ankurah.storage.postgres;

import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.QueryContract;

class PostgresQueryTest extends QueryContract {
    @Override
    protected Place newPlace() {
        return new SchemaPlace();
    }
}
