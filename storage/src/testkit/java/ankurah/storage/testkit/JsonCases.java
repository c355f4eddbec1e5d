package ankurah.storage.testkit;

import ankurah.event.JsonText;
import ankurah.event.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The cases of queries into JSON that come with the query module. */
final class JsonCases {
    private static final Path FILE =
            Path.of("..", "query", "src", "test", "resources", "ankurah", "query", "json-predicate-cases.json");

    private JsonCases() {}

    static void forEach(Consumer<Value> check) throws IOException {
        for (Value suite : list(JsonText.parse(Files.readString(FILE)), "suites")) {
            list(suite, "cases").forEach(check);
        }
    }

    static Value field(Value object, String name) {
        return Objects.requireNonNull(((Value.Obj) object).fields().get(name));
    }

    static List<Value> list(Value object, String name) {
        return ((Value.List) field(object, name)).items();
    }

    static String text(Value object, String name) {
        return ((Value.Str) field(object, name)).value();
    }
}
