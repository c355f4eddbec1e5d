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
            out.line(file.getKey(), ((Value.List) file.getValue()).items().size());
            check(file.getKey(), JsonText.print(file.getValue()))
                    .forEach(difference -> out.line("does not hold", difference));
        }
    }

    private static List<String> check(String file, String json) {
        return MessageChecker.checks(file)
                ? MessageChecker.check(file, json, LonePlatform.SHA)
                : VectorChecker.check(file, json, LonePlatform.SHA);
    }
}
