package ankurah.storage.postgres;

import ankurah.storage.testkit.GeneratedQueries;
import ankurah.storage.testkit.Place;

class PostgresGeneratedQueriesTest extends GeneratedQueries {
    @Override
    protected Place newPlace() {
        return new SchemaPlace();
    }
}
