package ankurah.cli.internal.input;

import ankurah.cli.internal.Failure;
import ankurah.event.AnkurahException;
import ankurah.event.JsonText;
import ankurah.event.Value;
import org.jspecify.annotations.Nullable;

/** JSON cut out of a file, whose mistakes are named by their place in the file. */
final class PlacedJson {
    private static final long MAX_PADDING = 100_000_000;

    private PlacedJson() {}

    /**
     * @param text null when the bytes were no UTF-8
     * @param line where the text begins
     * @param column where the text begins
     */
    static Value parse(Place place, @Nullable String text, long line, long column) {
        if (text == null) {
            throw place.wrong(line, "the row that begins here is not UTF-8");
        }
        try {
            return JsonText.parse(text);
        } catch (AnkurahException.Invalid relative) {
            throw Failure.failed(place.file() + ": " + inFile(text, line, column, relative));
        }
    }

    /** The parser counts from the text's beginning; given as many lines and blanks before it, it counts the file's. */
    private static String inFile(String text, long line, long column, AnkurahException relative) {
        try {
            String before = "\n".repeat((int) Math.min(line - 1, MAX_PADDING))
                    + " ".repeat((int) Math.min(column - 1, MAX_PADDING));
            JsonText.parse(before + text);
        } catch (AnkurahException.Invalid absolute) {
            return String.valueOf(absolute.getMessage());
        }
        return String.valueOf(relative.getMessage());
    }
}
