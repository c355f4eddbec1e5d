package ankurah.storage;

import ankurah.storage.testkit.GeneratedQueries;
import ankurah.storage.testkit.Place;

class MemoryGeneratedQueriesTest extends GeneratedQueries {
    @Override
    protected Place newPlace() {
        return new MemoryPlace();
    }
}
