package ankurah.core;

import ankurah.storage.Identity;
import ankurah.storage.IndexListener;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import java.util.List;

/** An engine that outlives the node that closes it, as a folder does. */
class UnclosedStorage implements StorageEngine {
    private final StorageEngine engine;

    UnclosedStorage(StorageEngine engine) {
        this.engine = engine;
    }

    @Override
    public Identity identity() {
        return engine.identity();
    }

    @Override
    public StorageSnapshot snapshot() {
        return engine.snapshot();
    }

    @Override
    public void commit(WriteGroup group) {
        engine.commit(group);
    }

    @Override
    public void declareIndex(IndexSpec spec) {
        engine.declareIndex(spec);
    }

    @Override
    public void ensureIndex(IndexSpec spec) {
        engine.ensureIndex(spec);
    }

    @Override
    public void dropIndex(IndexSpec spec) {
        engine.dropIndex(spec);
    }

    @Override
    public List<IndexStatus> indexes() {
        return engine.indexes();
    }

    @Override
    public boolean workOnIndexes() {
        return engine.workOnIndexes();
    }

    @Override
    public void onIndexWork(IndexListener listener) {
        engine.onIndexWork(listener);
    }

    @Override
    public long diskBytes() {
        return engine.diskBytes();
    }

    @Override
    public void close() {}
}
