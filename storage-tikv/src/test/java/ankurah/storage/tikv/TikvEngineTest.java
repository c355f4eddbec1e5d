package ankurah.storage.tikv;

import ankurah.storage.testkit.EngineContract;
import ankurah.storage.testkit.Place;

class TikvEngineTest extends EngineContract {
    @Override
    protected Place newPlace() {
        return new ClusterPlace(System.nanoTime());
    }
}
