package ankurah.text;

import ankurah.text.internal.PositionCodec;
import ankurah.text.internal.Texts;
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
    private final TextDocument document;
    private final String name;
    private final Texts texts;

    SharedText(TextDocument document, String name, Texts texts) {
        this.document = document;
        this.name = name;
        this.texts = texts;
    }

    Texts texts() {
        return texts;
    }

    /** Its name in the document. */
    public String name() {
        return name;
    }

    public TextDocument document() {
        return document;
    }

    public int length() {
        return texts.length();
    }

    /** The text, without what is not text. */
    @Override
    public String toString() {
        return texts.string();
    }

    /**
     * The text together with that of the elements in it, such as the paragraphs of ProseMirror, each on lines of its own. The
     * same as {@link #toString} where there are none.
     */
    public String content() {
        return texts.content();
    }

    /** Whether there are elements, or other types, in it. */
    public boolean hasElements() {
        return texts.hasElements();
    }

    /** Inserts text that takes over the attributes of the text before it. Empty text does nothing. */
    public void insert(int index, String text) {
        texts.insert(index, text);
    }

    /** Inserts text with exactly these attributes. */
    public void insert(int index, String text, Map<String, @Nullable Object> attributes) {
        texts.insert(index, text, attributes);
    }

    /** Inserts a value, one unit long: what JSON has. */
    public void insertEmbed(int index, @Nullable Object value, Map<String, @Nullable Object> attributes) {
        texts.insertEmbed(index, value, attributes);
    }

    public void delete(int index, int length) {
        texts.delete(index, length);
    }

    /** Sets attributes on a range; null takes one away. */
    public void format(int index, int length, Map<String, @Nullable Object> attributes) {
        texts.format(index, length, attributes);
    }

    /**
     * Makes this the text, by few insertions and deletions (the fewest, unless thousands differ), in one transaction. What is
     * not text stays.
     */
    public void replace(String text) {
        texts.replace(text);
    }

    /** The text in pieces of equal attributes. */
    public List<TextDelta> toDelta() {
        return texts.delta();
    }

    public TextSubscription observe(TextEvent.Listener listener) {
        texts.addListener(listener);
        return () -> texts.removeListener(listener);
    }

    /** A position at an index, which may be the length of the text. */
    public TextPosition positionAt(int index, TextPosition.Side side) {
        boolean staysLeft = side == TextPosition.Side.LEFT;
        return TextPosition.of(texts.idAt(index, staysLeft), name, side);
    }

    /** Where a position is now; empty if it is in another text or its place has not arrived yet. */
    public OptionalInt indexOf(TextPosition position) {
        PositionCodec.Place place = position.place();
        boolean staysLeft = place.association() < 0;
        if (place.character() != null) {
            int index = texts.indexOf(place.character(), staysLeft);
            return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
        }
        if (!name.equals(place.root())) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(staysLeft ? 0 : length());
    }
}
