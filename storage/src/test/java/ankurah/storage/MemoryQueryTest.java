package ankurah.storage;

import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.QueryContract;

class MemoryQueryTest extends QueryContract {
    @Override
    protected Place newPlace() {
        return new MemoryPlace();
    }
}
