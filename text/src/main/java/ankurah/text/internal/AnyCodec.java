package ankurah.text.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** lib0's encoding of arbitrary values. */
final class AnyCodec {
    private static final int UNDEFINED = 127;
    private static final int NULL = 126;
    private static final int INTEGER = 125;
    private static final int FLOAT = 124;
    private static final int DOUBLE = 123;
    private static final int BIG_INT = 122;
    private static final int FALSE = 121;
    private static final int TRUE = 120;
    private static final int STRING = 119;
    private static final int OBJECT = 118;
    private static final int ARRAY = 117;
    private static final int BYTES = 116;

    private AnyCodec() {}

    static @Nullable Object read(Input in) {
        return read(in, 0);
    }

    private static @Nullable Object read(Input in, int depth) {
        if (depth > Values.DEEPEST) {
            throw in.malformed("a value nested deeper than " + Values.DEEPEST);
        }
        int tag = in.u8();
        return switch (tag) {
            case UNDEFINED -> Values.Undefined.UNDEFINED;
            case NULL -> null;
            case INTEGER -> in.varInt();
            case FLOAT -> (double) Float.intBitsToFloat(in.int32());
            case DOUBLE -> Double.longBitsToDouble(in.int64());
            case BIG_INT -> in.int64();
            case FALSE -> false;
            case TRUE -> true;
            case STRING -> in.string();
            case OBJECT -> object(in, depth);
            case ARRAY -> array(in, depth);
            case BYTES -> in.bytes();
            default -> throw in.malformed("a value of unknown kind " + tag);
        };
    }

    private static Map<String, @Nullable Object> object(Input in, int depth) {
        int count = in.count(2);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String key = in.string();
            members.put(key, read(in, depth + 1));
        }
        return Values.inOrder(members);
    }

    private static List<@Nullable Object> array(Input in, int depth) {
        int count = in.count(1);
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(read(in, depth + 1));
        }
        return elements;
    }

    static void write(Output out, @Nullable Object value) {
        if (value == null) {
            out.u8(NULL);
        } else if (value instanceof String string) {
            out.u8(STRING);
            out.string(string);
        } else if (value instanceof Double number) {
            number(out, number);
        } else if (value instanceof Boolean truth) {
            out.u8(truth ? TRUE : FALSE);
        } else if (value instanceof Long big) {
            out.u8(BIG_INT);
            out.int64(big);
        } else if (value instanceof byte[] bytes) {
            out.u8(BYTES);
            out.sizedBytes(bytes);
        } else if (value instanceof List<?> list) {
            out.u8(ARRAY);
            out.uint(list.size());
            for (Object element : list) {
                write(out, element);
            }
        } else if (value instanceof Map<?, ?> map) {
            out.u8(OBJECT);
            out.uint(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.string((String) entry.getKey());
                write(out, entry.getValue());
            }
        } else {
            out.u8(UNDEFINED);
        }
    }

    private static void number(Output out, double value) {
        if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) {
            out.u8(INTEGER);
            out.varInt((int) Math.abs(value), value < 0 || value == 0 && 1 / value < 0);
        } else if ((float) value == value) {
            out.u8(FLOAT);
            out.int32(Float.floatToIntBits((float) value));
        } else {
            out.u8(DOUBLE);
            out.int64(Double.doubleToLongBits(value));
        }
    }
}
