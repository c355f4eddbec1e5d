package ankurah.storage.rocksdb;

import ankurah.storage.testkit.GeneratedQueries;
import ankurah.storage.testkit.Place;

class RocksGeneratedQueriesTest extends GeneratedQueries {
    @Override
    protected Place newPlace() {
        return new FolderPlace();
    }
}
