package ankurah.text;

/** A place in a text that stays where it is while the text changes around it: a cursor. Encoded as Yjs encodes it. */
public final class TextPosition {
    /** What the place stays with. */
    public enum Side {
        /** The character before it: text inserted at the place comes after it. */
        LEFT,
        /** The character after it: text inserted at the place comes before it. */
        RIGHT
    }

    private TextPosition() {}

    public static TextPosition decode(byte[] bytes) {
        throw new UnsupportedOperationException();
    }

    public byte[] encode() {
        throw new UnsupportedOperationException();
    }
}
