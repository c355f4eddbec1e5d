package ankurah.core.internal.node;

import ankurah.core.type.TextState;
import ankurah.core.type.TextType;
import ankurah.core.type.TypedOperation;
import ankurah.text.TextDocument;
import ankurah.text.TextUndo;
import ankurah.text.Updates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns some edits of an entity's texts back, as an editor does: what they inserted goes, what they deleted comes back as a
 * copy in its place. Edits by others around it stay. For this the document is made once more from all edits, with those to
 * be turned back remembered as one step.
 */
final class TextReversal {
    private final Object turned = new Object();
    private final TextDocument document;
    private final Map<String, TextUndo> undo = new LinkedHashMap<>();

    /** @param client an id that nobody has used */
    TextReversal(long client) {
        this.document = TextDocument.replica(client);
    }

    /** One more edit, in the order of ids. */
    void take(byte[] operation, boolean turnsBack) {
        for (String name : TextType.summary(operation).properties()) {
            undo.computeIfAbsent(
                    name, any -> TextUndo.of(document.text(name), turned).groupWithin(Long.MAX_VALUE, () -> 0));
        }
        byte[] update = TextType.updateOf(operation);
        if (turnsBack) {
            document.apply(update, turned);
        } else {
            document.apply(update);
        }
    }

    /** The edit that does it; null if there is nothing left to turn back. */
    @Nullable
    TypedOperation<TextState> operation(String author) {
        List<byte[]> updates = new ArrayList<>();
        document.onUpdate(update -> updates.add(update.bytes()));
        TreeSet<String> names = new TreeSet<>();
        undo.forEach((name, log) -> {
            int before = updates.size();
            while (log.undo()) {
                // One step has all of it; another only if edits to other texts came between.
            }
            if (updates.size() > before) {
                names.add(name);
            }
        });
        return names.isEmpty() ? null : TextType.update(author, names, Updates.merge(updates));
    }
}
