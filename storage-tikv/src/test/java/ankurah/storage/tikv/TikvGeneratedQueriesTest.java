package ankurah.storage.tikv;

import ankurah.storage.testkit.GeneratedQueries;
import ankurah.storage.testkit.Place;

class TikvGeneratedQueriesTest extends GeneratedQueries {
    @Override
    protected Place newPlace() {
        return new ClusterPlace(System.nanoTime());
    }
}
