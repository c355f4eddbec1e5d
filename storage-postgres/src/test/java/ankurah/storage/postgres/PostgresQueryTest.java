package ankurah.storage.postgres;

import ankurah.storage.testkit.QueryContract;
import ankurah.storage.testkit.Place;

class PostgresQueryTest extends QueryContract {
    @Override
    protected Place newPlace() {
        return new SchemaPlace();
    }
}
