package ankurah.fuzz;

import ankurah.event.AnkurahException;
import ankurah.query.Cursor;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/** Cursors of pages, which programs hand out and get back. */
public final class CursorTarget {
    private CursorTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            Cursor read = Cursor.decode(text);
            if (!Cursor.decode(read.encode()).equals(read)) {
                throw new AssertionError(text + " does not read back");
            }
        } catch (AnkurahException.Invalid | AnkurahException.Conflict refused) {
            Target.requireCode(refused);
        }
    }
}
