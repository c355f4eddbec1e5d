package ankurah.text.internal;

import org.jspecify.annotations.Nullable;

/** Relative positions as Yjs encodes them: the id of a character, or the text whose end or beginning is meant. */
public final class PositionCodec {
    private static final int CHARACTER = 0;
    private static final int ROOT = 1;
    private static final int TYPE = 2;

    /**
     * @param character the character, if it is one
     * @param root the name of the text, if it is a root
     * @param type the id of the text, if it is none
     * @param association below 0 to stay with what is before
     */
    public record Place(
            @Nullable PositionId character,
            @Nullable String root,
            @Nullable PositionId type,
            int association) {}

    private PositionCodec() {}

    public static byte[] encode(Place place) {
        Output out = new Output(16);
        if (place.character() != null) {
            out.uint(CHARACTER);
            id(out, place.character());
        } else if (place.root() != null) {
            out.uint(ROOT);
            out.string(place.root());
        } else if (place.type() != null) {
            out.uint(TYPE);
            id(out, place.type());
        }
        out.varInt(Math.abs(place.association()), place.association() < 0);
        return out.toBytes();
    }

    private static void id(Output out, PositionId id) {
        out.client(id.client());
        out.uint(id.clock());
    }

    public static Place decode(byte[] bytes) {
        Input in = new Input(bytes);
        PositionId character = null;
        String root = null;
        PositionId type = null;
        int tag = in.uint();
        switch (tag) {
            case CHARACTER -> character = id(in);
            case ROOT -> root = in.string();
            case TYPE -> type = id(in);
            default -> throw in.malformed("a position of unknown kind " + tag);
        }
        int association = in.remaining() > 0 ? (int) Math.max(-Integer.MAX_VALUE, in.varInt()) : 0;
        return new Place(character, root, type, association);
    }

    private static PositionId id(Input in) {
        long client = in.clientId();
        return new PositionId(client, in.uint());
    }
}
