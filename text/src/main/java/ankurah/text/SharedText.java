package ankurah.text;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A text several people write. Indexes and lengths are UTF-16 code units; an edit that would cut a surrogate pair in two is
 * refused with an {@link IllegalArgumentException}, one outside the text with an {@link IndexOutOfBoundsException}.
 *
 * <p>Each edit is a transaction of its own unless {@link TextDocument#transact} is under way.
 */
public final class SharedText {
    SharedText() {}

    /** Its name in the document. */
    public String name() {
        throw new UnsupportedOperationException();
    }

    public TextDocument document() {
        throw new UnsupportedOperationException();
    }

    public int length() {
        throw new UnsupportedOperationException();
    }

    /** The text, without what is not text. */
    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }

    /** Inserts text that takes over the attributes of the text before it. Empty text does nothing. */
    public void insert(int index, String text) {
        throw new UnsupportedOperationException();
    }

    /** Inserts text with exactly these attributes. */
    public void insert(int index, String text, Map<String, @Nullable Object> attributes) {
        throw new UnsupportedOperationException();
    }

    /** Inserts a value, one unit long: what JSON has. */
    public void insertEmbed(int index, @Nullable Object value, Map<String, @Nullable Object> attributes) {
        throw new UnsupportedOperationException();
    }

    public void delete(int index, int length) {
        throw new UnsupportedOperationException();
    }

    /** Sets attributes on a range; null takes one away. */
    public void format(int index, int length, Map<String, @Nullable Object> attributes) {
        throw new UnsupportedOperationException();
    }

    /** Makes this the text, by the fewest insertions and deletions, in one transaction. */
    public void replace(String text) {
        throw new UnsupportedOperationException();
    }

    /** The text in pieces of equal attributes. */
    public List<TextDelta> toDelta() {
        throw new UnsupportedOperationException();
    }

    public TextSubscription observe(TextEvent.Listener listener) {
        throw new UnsupportedOperationException();
    }

    /** A position at an index, which may be the length of the text. */
    public TextPosition positionAt(int index, TextPosition.Side side) {
        throw new UnsupportedOperationException();
    }

    /** Where a position is now; empty if it is in another text or its place has not arrived yet. */
    public OptionalInt indexOf(TextPosition position) {
        throw new UnsupportedOperationException();
    }
}
