package ankurah.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.storage.testkit.KillContract;
import ankurah.storage.testkit.Place;
import ankurah.storage.testkit.WritingChild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KillTest extends KillContract {
    @Override
    protected Place newPlace() {
        return new FolderPlace();
    }

    @Override
    protected int rounds(boolean deep) {
        return deep ? 1_000 : 50;
    }

    @Override
    protected WritingChild start(Place place) throws IOException {
        return WritingChild.start(
                Main.class, List.of(((FolderPlace) place).folder().toString()));
    }

    @Test
    void aFolderThatAnotherProcessHasOpenIsInUse() throws Exception {
        try (FolderPlace place = new FolderPlace()) {
            try (WritingChild child = start(place)) {
                child.acknowledged();
                assertThatThrownBy(() -> RocksStorage.open(place.folder()))
                        .isInstanceOfSatisfying(
                                AnkurahException.Conflict.class,
                                e -> assertThat(e.code()).isEqualTo("storage.in_use"))
                        .hasMessageContaining(place.folder().toString())
                        .hasMessageContaining("in use by another program");
                child.kill();
            }
            RocksStorage.open(place.folder()).close();
        }
    }

    /** The process that is killed. */
    static final class Main {
        public static void main(String[] args) {
            WritingChild.write(RocksStorage.open(Path.of(args[0])));
        }
    }
}
