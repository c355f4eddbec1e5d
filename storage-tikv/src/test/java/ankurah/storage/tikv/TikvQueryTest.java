package ankurah.storage.tikv;

import ankurah.storage.testkit.QueryContract;
import ankurah.storage.testkit.Place;

class TikvQueryTest extends QueryContract {
    @Override
    protected Place newPlace() {
        return new ClusterPlace(System.nanoTime());
    }
}
