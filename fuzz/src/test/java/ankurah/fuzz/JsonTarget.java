package ankurah.fuzz;

import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Value;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/** JSON text. */
public final class JsonTarget {
    private JsonTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        Value read;
        try {
            read = JsonText.parse(data.consumeRemainingAsString());
        } catch (AnkurahException.Invalid refused) {
            Target.requireCode(refused);
            return;
        }
        if (!JsonText.parse(JsonText.print(read)).equals(read)) {
            throw new AssertionError(JsonText.print(read) + " does not read back");
        }
    }
}
