package ankurah.storage.rocksdb;

import ankurah.storage.testkit.DataContract;
import ankurah.storage.testkit.Place;

class RocksDataTest extends DataContract {
    @Override
    protected Place newPlace() {
        return new FolderPlace();
    }
}
