package ankurah.storage.rocksdb;

import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.QueryContract;

class RocksQueryTest extends QueryContract {
    @Override
    protected Place newPlace() {
        return new FolderPlace();
    }
}
