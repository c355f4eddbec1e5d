package ankurah.core.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.sync.wire.Message;
import ankurah.event.JsonText;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.event.vectors.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageVectorsTest {
    private static final Path DOCS = Path.of("..", "docs");

    private static String read(String file) throws IOException {
        return Files.readString(DOCS.resolve("vectors").resolve(file + ".json"));
    }

    private static List<Value> vectors(String file) throws IOException {
        return ((Value.List) JsonText.parse(read(file))).items();
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "frames"})
    void thePublishedVectorsHold(String file) throws IOException {
        assertThat(MessageChecker.checks(file)).isTrue();
        assertThat(MessageChecker.check(file, read(file), Sha256.jdk())).isEmpty();
    }

    @Test
    void theGeneratorStillWritesWhatIsPublished() throws IOException {
        for (var file : MessageVectorsGenerator.all().entrySet()) {
            assertThat(MessageVectorsGenerator.print(file.getValue())).isEqualTo(read(file.getKey()));
        }
    }

    @Test
    void everyMessageHasAVectorAndASectionInTheProtocol() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Value vector : vectors("messages")) {
            shown.add(Fields.number(vector, "type") + " " + Fields.text(vector, "message"));
        }
        assertThat(shown).hasSize(Message.class.getPermittedSubclasses().length);
        String protocol = Files.readString(DOCS.resolve("protocol.md"));
        for (String message : shown) {
            assertThat(protocol).contains("### " + message + "\n");
        }
    }

    @Test
    void aVectorThatDoesNotHoldIsNamed() {
        String wrong =
                "[{\"name\":\"x\",\"message\":\"ping\",\"type\":1,\"bytes\":\"820108\",\"fields\":{\"token\":7}}]";
        assertThat(MessageChecker.check("messages", wrong, Sha256.jdk())).hasSize(1);
        String taken = "[{\"name\":\"x\",\"frame_limit\":64,\"message_limit\":64,\"frames\":[\"820108\"],"
                + "\"messages\":[],\"code\":\"sync.malformed\"}]";
        assertThat(MessageChecker.check("frames", taken, Sha256.jdk())).hasSize(2);
    }
}
