package ankurah.core.vectors;

import ankurah.event.JsonText;
import ankurah.event.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the vectors of the wire to docs/vectors. Run once when the protocol gains something, with the folder as the
 * argument; what is there never changes, since other implementations are checked against it.
 */
final class MessageVectorsGenerator {
    private MessageVectorsGenerator() {}

    public static void main(String[] args) throws IOException {
        for (Map.Entry<String, List<Value>> file : all().entrySet()) {
            Files.writeString(Path.of(args[0], file.getKey() + ".json"), print(file.getValue()));
        }
    }

    static Map<String, List<Value>> all() {
        return Map.of("messages", MessageVectors.messages(), "frames", FrameVectors.frames());
    }

    /** One vector a line. */
    static String print(List<Value> vectors) {
        return vectors.stream().map(JsonText::print).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }
}
