package ankurah.core;

import ankurah.event.AnkurahException;
import ankurah.storage.StorageEngine;
import ankurah.storage.WriteGroup;
import java.util.concurrent.CountDownLatch;

/** An engine whose next commit can be made to fail, or to wait. */
final class FailingStorage extends UnclosedStorage {
    private volatile boolean fail;
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(0);

    FailingStorage(StorageEngine engine) {
        super(engine);
    }

    void failNext() {
        fail = true;
    }

    void holdNext() {
        hold = new CountDownLatch(1);
        held = new CountDownLatch(1);
    }

    void awaitHeld() throws InterruptedException {
        held.await();
    }

    void letGo() {
        hold.countDown();
    }

    @Override
    public void commit(WriteGroup group) {
        held.countDown();
        try {
            hold.await();
        } catch (InterruptedException e) {
            throw new AnkurahException.Fault("storage.failed", "interrupted", e);
        }
        if (fail) {
            throw new AnkurahException.Fault("storage.failed", "the disk said no");
        }
        super.commit(group);
    }
}
