package ankurah.core.internal.sync.client;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.FailingStorage;
import ankurah.event.HybridClock;
import ankurah.event.Sha256;
import ankurah.storage.MemoryStorage;
import org.junit.jupiter.api.Test;

class EngineStoreTest {
    private final FailingStorage storage = new FailingStorage(MemoryStorage.open());
    private final EngineStore store = EngineStore.open(storage, Sha256.jdk(), new HybridClock(() -> 1_000L));

    /** Or what was to be stored would be left out, and shown all the same. */
    @Test
    void whatFailedOnceFailsForGoodAlsoWhenThereIsNothingMoreToStore() {
        store.flush();
        storage.failNext();
        store.sent(1);
        assertThatThrownBy(store::flush).hasMessageContaining("no space left");
        assertThatThrownBy(store::flush).hasMessageContaining("no space left");
        store.close();
        assertThatCode(store::flush).as("nobody is shown anything any more").doesNotThrowAnyException();
    }
}
