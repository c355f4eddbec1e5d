package ankurah.storage.tikv;

import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.QueryContract;

class TikvQueryTest extends QueryContract {
    @Override
    protected Place newPlace() {
        return new ClusterPlace(System.nanoTime());
    }
}
