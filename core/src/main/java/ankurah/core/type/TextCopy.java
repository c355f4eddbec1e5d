package ankurah.core.type;

import ankurah.text.SharedText;
import ankurah.text.TextDocument;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The one document that a line of states of texts is worked on in, and which of its texts changed last. */
final class TextCopy {
    private static final int BYTES_PER_BYTE = 6;
    private static final int LEAST_BYTES = 2_048;

    private final TextDocument document = TextDocument.replica(0);
    private final Set<String> followed = new HashSet<>();
    private final Set<String> changed = new HashSet<>();
    private long applied;

    static TextCopy of(byte[] document, Collection<String> names) {
        TextCopy copy = new TextCopy();
        copy.apply(document, names);
        return copy;
    }

    /** About how much memory it takes. */
    long bytes() {
        return LEAST_BYTES + BYTES_PER_BYTE * applied;
    }

    void apply(byte[] update, Collection<String> names) {
        for (String name : names) {
            if (followed.add(name)) {
                document.text(name).observe(event -> changed.add(name));
            }
        }
        changed.clear();
        document.apply(update);
        applied += update.length;
    }

    TextDocument document() {
        return document;
    }

    byte[] encode() {
        byte[] encoded = document.encode();
        applied = encoded.length;
        return encoded;
    }

    /** The strings after the last update, those that it did not change taken from before it. */
    Map<String, String> strings(Map<String, String> before, Collection<String> names) {
        Map<String, String> after = new TreeMap<>(before);
        for (String name : names) {
            SharedText text = document.text(name);
            // Of what changes within elements the text is not told.
            if (!before.containsKey(name) || changed.contains(name) || text.hasElements()) {
                after.put(name, text.content());
            }
        }
        return after;
    }
}
