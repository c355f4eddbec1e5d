package ankurah.storage.rocksdb;

import ankurah.storage.testkit.EngineContract;
import ankurah.storage.testkit.Place;

class RocksEngineTest extends EngineContract {
    @Override
    protected Place newPlace() {
        return new FolderPlace();
    }
}
