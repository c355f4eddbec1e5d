package ankurah.event.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.JsonText;
import ankurah.event.Sha256;
import ankurah.event.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {
    private static final Path FOLDER = Path.of("..", "docs", "vectors");

    private static String read(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file + ".json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ids", "times", "values", "events", "commits", "refused"})
    void thePublishedVectorsHold(String file) throws IOException {
        assertThat(VectorChecker.check(file, read(file), Sha256.jdk())).isEmpty();
        assertThat(VectorChecker.check(file, read(file), Sha256.portable())).isEmpty();
    }

    @Test
    void theGeneratorStillWritesWhatIsPublished() throws IOException {
        for (var file : VectorsGenerator.all().entrySet()) {
            assertThat(VectorsGenerator.print(file.getValue())).isEqualTo(read(file.getKey()));
        }
    }

    @Test
    void aVectorThatDoesNotHoldIsNamed() {
        String wrong = "[{\"name\":\"x\",\"bytes\":\"" + "00".repeat(16) + "\",\"text\":\"" + "0".repeat(25) + "4\"}]";
        assertThat(VectorChecker.check("ids", wrong, Sha256.jdk())).isNotEmpty();
        String accepted = "[{\"name\":\"x\",\"as\":\"value\",\"bytes\":\"f6\",\"code\":\"cbor.malformed\"}]";
        assertThat(VectorChecker.check("refused", accepted, Sha256.jdk())).hasSize(1);
    }

    @Test
    void thereAreAtLeastSixtyOfThem() throws IOException {
        int count = 0;
        for (String file : VectorsGenerator.all().keySet()) {
            count += ((Value.List) JsonText.parse(read(file))).items().size();
        }
        assertThat(count).isGreaterThan(60);
    }
}
