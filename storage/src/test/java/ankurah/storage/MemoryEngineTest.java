package ankurah.storage;

import ankurah.storage.testkit.EngineContract;
import ankurah.storage.testkit.Place;

class MemoryEngineTest extends EngineContract {
    @Override
    protected Place newPlace() {
        return new MemoryPlace();
    }
}
