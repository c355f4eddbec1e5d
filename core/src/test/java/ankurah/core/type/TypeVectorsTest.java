package ankurah.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.event.internal.Hex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeVectorsTest {
    private static final Path FILE = Path.of("..", "docs", "vectors", "types.json");

    @Test
    void theGeneratorStillWritesWhatIsPublished() throws IOException {
        assertThat(TypeVectorsGenerator.print()).isEqualTo(Files.readString(FILE));
    }

    @Test
    void whatIsRefusedIsRefusedWithItsCode() throws IOException {
        int count = 0;
        for (Value vector : ((Value.List) JsonText.parse(Files.readString(FILE))).items()) {
            Map<String, Value> fields = ((Value.Obj) vector).fields();
            if (fields.get("code") instanceof Value.Str code) {
                count++;
                DataType<?> type = DataTypes.builtIn().find(((Value.Str) fields.get("type")).value(), 1);
                byte[] body = Hex.decode(((Value.Str) fields.get("body")).value());
                assertThatThrownBy(() -> type.check(body))
                        .as(fields.get("name").toString())
                        .isInstanceOfSatisfying(
                                AnkurahException.Invalid.class,
                                e -> assertThat(e.code()).isEqualTo(code.value()));
            }
        }
        assertThat(count).isEqualTo(11);
    }
}
