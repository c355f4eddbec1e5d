package ankurah.core;

import ankurah.text.TextDelta;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text that a transaction edits. What others write at the same time is merged, character by character.
 *
 * <p>Indexes and lengths are UTF-16 code units. An edit outside of the text, or one that would cut a surrogate pair in two,
 * is refused with {@code text.position} and changes nothing. Any edit makes the property a text, also one that inserts
 * nothing; so an empty text can be told from a missing one.
 *
 * <p>A text with elements, such as the paragraphs of ProseMirror, can be read here; an edit of it is refused with {@code
 * text.elements}.
 */
public interface TextEdit {
    int length();

    /** The text; with a line for each element that has text of its own. */
    @Override
    String toString();

    /** Inserts text that takes over the format of the text before it. */
    void insert(int index, String text);

    /** Inserts text with exactly these attributes. */
    void insert(int index, String text, Map<String, @Nullable Object> attributes);

    void delete(int index, int length);

    /** Makes this the text, by few insertions and deletions. */
    void replace(String text);

    /** Sets attributes on a range; null takes one away. */
    void format(int index, int length, Map<String, @Nullable Object> attributes);

    default void append(String text) {
        insert(length(), text);
    }

    /** The text in pieces of equal attributes. */
    List<TextDelta> toDelta();
}
