package ankurah.fuzz;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.input.RowReader;
import ankurah.cli.internal.input.RowReading;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.io.IOException;

/** Files that are imported: CSV, JSON and lines of JSON. */
public final class RowFilesTarget {
    private static final String[] EXTENSIONS = {"csv", "tsv", "json", "jsonl", ""};
    private static final int MOST_ROWS = 1_000;

    private RowFilesTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) throws IOException {
        String extension = data.pickValue(EXTENSIONS);
        try (RowReader rows = RowReading.of(data.consumeRemainingAsBytes(), extension)) {
            for (int i = 0; i < MOST_ROWS && rows.next() != null; i++) {}
        } catch (Failure refused) {
            if (refused.getMessage() == null) {
                throw new AssertionError("a refusal that does not say why", refused);
            }
        }
    }
}
