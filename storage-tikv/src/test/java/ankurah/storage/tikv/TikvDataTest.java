package ankurah.storage.tikv;

import ankurah.storage.testkit.DataContract;
import ankurah.storage.testkit.Place;

class TikvDataTest extends DataContract {
    @Override
    protected Place newPlace() {
        return new ClusterPlace(System.nanoTime());
    }
}
