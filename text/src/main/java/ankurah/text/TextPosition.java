package ankurah.text;

import ankurah.text.internal.PositionCodec;
import ankurah.text.internal.PositionId;
import org.jspecify.annotations.Nullable;

/**
 * A place in a text that stays where it is while the text changes around it: a cursor. It stays with one character; if that
 * is deleted, with where it was. Encoded as Yjs encodes relative positions.
 */
public final class TextPosition {
    /** What the place stays with. */
    public enum Side {
        /** The character before it: text inserted at the place comes after it. */
        LEFT,
        /** The character after it: text inserted at the place comes before it. */
        RIGHT
    }

    private final PositionCodec.Place place;

    private TextPosition(PositionCodec.Place place) {
        this.place = place;
    }

    static TextPosition of(@Nullable PositionId character, String name, Side side) {
        return new TextPosition(
                new PositionCodec.Place(character, character == null ? name : null, null, side == Side.LEFT ? -1 : 0));
    }

    PositionCodec.Place place() {
        return place;
    }

    public Side side() {
        return place.association() < 0 ? Side.LEFT : Side.RIGHT;
    }

    /** Reads what {@link #encode} or Yjs wrote; throws {@link TextFormatException} if the bytes are none of it. */
    public static TextPosition decode(byte[] bytes) {
        return new TextPosition(PositionCodec.decode(bytes));
    }

    public byte[] encode() {
        return PositionCodec.encode(place);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextPosition position && position.place.equals(place);
    }

    @Override
    public int hashCode() {
        return place.hashCode();
    }

    @Override
    public String toString() {
        return "TextPosition" + place;
    }
}
