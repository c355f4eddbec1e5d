package ankurah.core;

import ankurah.event.AnkurahException;
import ankurah.storage.StorageEngine;
import ankurah.storage.WriteGroup;
import java.util.concurrent.CountDownLatch;

/** An engine that can be made to fail for good from its next commit on, as a full disk does, or to wait. */
public final class FailingStorage extends UnclosedStorage {
    private volatile boolean fail;
    private volatile boolean written;
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(0);

    public FailingStorage(StorageEngine engine) {
        super(engine);
    }

    public void failNext() {
        fail = true;
    }

    /** The next commit is stored all the same, and then the engine says that it failed. */
    public void failNextThoughWritten() {
        written = true;
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
        if (written) {
            written = false;
            super.commit(group);
        }
        if (fail) {
            throw new AnkurahException.Fault("storage.failed", "no space left on the disk");
        }
        super.commit(group);
    }
}
