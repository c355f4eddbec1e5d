package ankurah.event.vectors;

import ankurah.event.JsonText;
import ankurah.event.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes docs/vectors. Run once when the format gains something, with the folder as the argument; what is there never
 * changes, since other implementations are checked against it.
 */
final class VectorsGenerator {
    private VectorsGenerator() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, List<Value>> file : all().entrySet()) {
            Files.writeString(folder.resolve(file.getKey() + ".json"), print(file.getValue()));
        }
    }

    static Map<String, List<Value>> all() {
        Map<String, List<Value>> files = new LinkedHashMap<>();
        files.put("ids", IdVectors.ids());
        files.put("times", IdVectors.times());
        files.put("values", ValueVectors.values());
        files.put("events", EventVectors.events());
        files.put("commits", EventVectors.commits());
        files.put("refused", RefusedVectors.refused());
        return files;
    }

    /** One vector a line. */
    static String print(List<Value> vectors) {
        StringBuilder out = new StringBuilder("[\n");
        String separator = "";
        for (Value vector : vectors) {
            out.append(separator).append(JsonText.print(vector));
            separator = ",\n";
        }
        return out.append("\n]\n").toString();
    }
}
