package ankurah.fuzz;

import ankurah.text.TextDocument;
import ankurah.text.TextFormatException;
import ankurah.text.TextPosition;
import ankurah.text.Updates;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.List;

/** What else of texts comes from others: state vectors, positions, updates in the other encoding, several updates merged. */
public final class TextPiecesTarget {
    private static final int WAYS = 6;

    private TextPiecesTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int way = data.consumeInt(1, WAYS);
        byte[] first = data.consumeBytes(way < 5 ? Integer.MAX_VALUE : data.consumeInt(0, 300));
        try {
            switch (way) {
                case 1 -> Updates.readStateVector(first);
                case 2 -> TextDocument.replica(1).encode(first);
                case 3 -> position(first);
                case 4 -> Updates.fromV2(first);
                case 5 -> TextDocument.replica(1).apply(Updates.merge(List.of(first, data.consumeRemainingAsBytes())));
                default ->
                    TextDocument.replica(1).apply(Updates.erase(Updates.diff(first, data.consumeRemainingAsBytes())));
            }
        } catch (TextFormatException refused) {
            if (refused.getMessage() == null) {
                throw new AssertionError("a refusal that does not say why", refused);
            }
        }
    }

    private static void position(byte[] bytes) {
        TextPosition read = TextPosition.decode(bytes);
        if (!TextPosition.decode(read.encode()).equals(read)) {
            throw new AssertionError(read + " does not read back");
        }
    }
}
