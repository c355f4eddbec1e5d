package ankurah.storage.sqlite;

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

class SqliteKillTest extends KillContract {
    @Override
    protected Place newPlace() {
        return new FilePlace();
    }

    @Override
    protected WritingChild start(Place place) throws IOException {
        return WritingChild.start(Main.class, List.of(((FilePlace) place).file().toString()));
    }

    @Test
    void aFileThatAnotherProcessHasOpenIsInUse() throws Exception {
        try (FilePlace place = new FilePlace()) {
            try (WritingChild child = start(place)) {
                child.acknowledged();
                assertThatThrownBy(() -> SqliteStorage.open(place.file()))
                        .isInstanceOfSatisfying(
                                AnkurahException.Conflict.class,
                                e -> assertThat(e.code()).isEqualTo("storage.in_use"))
                        .hasMessageContaining(place.file().toString());
                child.kill();
            }
            SqliteStorage.open(place.file()).close();
        }
    }

    /** The process that is killed. */
    static final class Main {
        public static void main(String[] args) {
            WritingChild.write(SqliteStorage.open(Path.of(args[0])));
        }
    }
}
