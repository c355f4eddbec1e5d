package ankurah.web.internal;

import ankurah.core.vectors.MessageChecker;
import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.event.vectors.VectorChecker;
import java.util.List;
import java.util.Map;

/** The published vectors, checked where this runs. */
public final class Vectors {
    private Vectors() {}

    /** @param vectors a JSON object: the content of each file of docs/vectors by its name */
    public static void write(Transcript out, String vectors) {
        out.section("vectors");
        Value.Obj files = (Value.Obj) JsonText.parse(vectors);
        for (Map.Entry<String, Value> file : files.fields().entrySet()) {
            List<Value> items = ((Value.List) file.getValue()).items();
            out.line(file.getKey(), items.size());
            check(file.getKey(), items, JsonText.print(file.getValue()))
                    .forEach(difference -> out.line("does not hold", difference));
        }
    }

    private static List<String> check(String file, List<Value> items, String json) {
        if (file.equals("types")) {
            return TypeVectors.check(items);
        }
        return MessageChecker.checks(file)
                ? MessageChecker.check(file, json, LonePlatform.SHA)
                : VectorChecker.check(file, json, LonePlatform.SHA);
    }
}
