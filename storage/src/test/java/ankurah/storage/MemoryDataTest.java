package ankurah.storage;

import ankurah.storage.testkit.DataContract;
import ankurah.storage.testkit.Place;

class MemoryDataTest extends DataContract {
    @Override
    protected Place newPlace() {
        return new MemoryPlace();
    }
}
