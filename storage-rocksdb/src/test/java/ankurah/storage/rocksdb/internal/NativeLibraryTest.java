package ankurah.storage.rocksdb.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeLibraryTest {
    @Test
    void theLibraryComesFromAFolderThatProcessesShare() {
        assertThat(NativeLibrary.require()).isTrue();
    }
}
