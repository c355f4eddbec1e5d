package ankurah.fuzz;

import ankurah.event.AnkurahException;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/** The text of queries; what is read prints as text that reads the same. */
public final class QueryTarget {
    private QueryTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        Query read;
        try {
            read = AnkQl.parse(data.consumeRemainingAsString());
        } catch (AnkurahException.Invalid refused) {
            Target.requireCode(refused);
            return;
        }
        Query again = AnkQl.parse(AnkQl.print(read));
        if (!again.equals(read)) {
            throw new AssertionError(AnkQl.print(read) + " reads as " + AnkQl.print(again));
        }
    }
}
