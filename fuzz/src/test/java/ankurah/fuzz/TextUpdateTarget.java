package ankurah.fuzz;

import ankurah.text.TextDocument;
import ankurah.text.TextFormatException;
import ankurah.text.Updates;

/** Updates of texts: what a document takes in, another takes in from its encoding and has the same text. */
public final class TextUpdateTarget {
    private TextUpdateTarget() {}

    public static void fuzzerTestOneInput(byte[] update) {
        TextDocument document = TextDocument.replica(1);
        try {
            document.apply(update);
        } catch (TextFormatException refused) {
            return;
        }
        TextDocument other = TextDocument.replica(2);
        other.apply(document.encode());
        if (!other.text("").toString().equals(document.text("").toString())) {
            throw new AssertionError("another document reads another text");
        }
        Updates.stateVectorOf(update);
        Updates.inspect(update);
    }
}
