package ankurah.text.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What items contain that is neither text nor a mere length, and how it is read and written. */
final class Contents {
    record Embed(@Nullable Object value) {}

    record Format(String key, @Nullable Object value) {}

    /** A document within the document: its name and options. It is kept, not opened. */
    record Subdocument(String guid, Map<String, @Nullable Object> options) {}

    private static final Object[] NOTHING = {};

    private @Nullable Object[] objects = NOTHING;
    private int top = 1;
    private int[] free = new int[4];
    private int freeCount;

    int add(Object content) {
        int number = freeCount > 0 ? free[--freeCount] : top++;
        if (number >= objects.length) {
            objects = Arrays.copyOf(objects, Math.max(4, objects.length * 2));
        }
        objects[number] = content;
        return number;
    }

    Object get(int number) {
        return Objects.requireNonNull(objects[number]);
    }

    void replace(int number, Object content) {
        objects[number] = content;
    }

    void remove(int number) {
        objects[number] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = number;
    }

    /** Passes over a content, which is checked, and says how long it is. */
    static int skip(Input in, int kind) {
        switch (kind) {
            case Items.GC, Items.DELETED, Items.SKIP -> {
                return positive(in, in.uint());
            }
            case Items.STRING -> {
                return positive(in, in.skipString());
            }
            case Items.JSON -> {
                int count = positive(in, in.count(1));
                for (int i = 0; i < count; i++) {
                    json(in);
                }
                return count;
            }
            case Items.ANY -> {
                int count = positive(in, in.count(1));
                for (int i = 0; i < count; i++) {
                    AnyCodec.read(in);
                }
                return count;
            }
            default -> {
                skipOne(in, kind);
                return 1;
            }
        }
    }

    private static void skipOne(Input in, int kind) {
        switch (kind) {
            case Items.BINARY -> in.skipBytes();
            case Items.EMBED -> json(in);
            case Items.FORMAT -> {
                in.skipString();
                json(in);
            }
            case Items.TYPE -> {
                int type = typeKind(in);
                if (type == Branch.XML_ELEMENT || type == Branch.XML_HOOK) {
                    in.skipString();
                }
            }
            case Items.DOC -> {
                in.skipString();
                AnyCodec.read(in);
            }
            default -> throw in.malformed("a struct of unknown kind " + kind);
        }
    }

    private static int positive(Input in, int length) {
        if (length == 0) {
            throw in.malformed("a struct without length");
        }
        return length;
    }

    private static int typeKind(Input in) {
        int kind = in.uint();
        if (kind >= Branch.KINDS) {
            throw in.malformed("a type of unknown kind " + kind);
        }
        return kind;
    }

    /** One element of JSON content; JavaScript's undefined is written as a bare word. */
    private static @Nullable Object json(Input in) {
        int at = in.at;
        String text = in.string();
        return text.equals("undefined") ? Values.Undefined.UNDEFINED : Json.parse(text, at);
    }

    /** Reads a content of a kind that is kept here. */
    static Object read(Store store, Input in, int kind) {
        return switch (kind) {
            case Items.JSON -> {
                @Nullable Object[] elements = new Object[in.uint()];
                for (int i = 0; i < elements.length; i++) {
                    elements[i] = json(in);
                }
                yield elements;
            }
            case Items.ANY -> {
                @Nullable Object[] elements = new Object[in.uint()];
                for (int i = 0; i < elements.length; i++) {
                    elements[i] = AnyCodec.read(in);
                }
                yield elements;
            }
            case Items.BINARY -> in.bytes();
            case Items.EMBED -> new Embed(json(in));
            case Items.FORMAT -> new Format(in.string(), json(in));
            case Items.TYPE -> {
                int type = typeKind(in);
                boolean named = type == Branch.XML_ELEMENT || type == Branch.XML_HOOK;
                yield new Branch(store, type, named ? in.string() : null, null);
            }
            default -> subdocument(in.string(), AnyCodec.read(in));
        };
    }

    /** Keeps the options Yjs keeps, in its order. */
    private static Subdocument subdocument(String guid, @Nullable Object options) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        if (options instanceof Map<?, ?> given) {
            if (given.containsKey("gc") && !isTrue(given.get("gc"))) {
                kept.put("gc", false);
            }
            if (isTrue(given.get("autoLoad"))) {
                kept.put("autoLoad", true);
            }
            Object meta = given.get("meta");
            if (meta != null && meta != Values.Undefined.UNDEFINED) {
                kept.put("meta", meta);
            }
        }
        return new Subdocument(guid, kept);
    }

    private static boolean isTrue(@Nullable Object value) {
        if (value instanceof Double number) {
            return number != 0 && !number.isNaN();
        }
        return value != null && !value.equals(false) && !value.equals("") && value != Values.Undefined.UNDEFINED;
    }

    /** Writes a content, without what lies before an offset into it. */
    static void write(Output out, int kind, Object content, int offset) {
        switch (kind) {
            case Items.JSON, Items.ANY -> {
                @Nullable Object[] elements = (@Nullable Object[]) content;
                out.uint(elements.length - offset);
                for (int i = offset; i < elements.length; i++) {
                    writeElement(out, kind, elements[i]);
                }
            }
            case Items.BINARY -> out.sizedBytes((byte[]) content);
            case Items.EMBED -> out.string(Json.print(((Embed) content).value()));
            case Items.FORMAT -> {
                out.string(((Format) content).key());
                out.string(Json.print(((Format) content).value()));
            }
            case Items.TYPE -> {
                Branch branch = (Branch) content;
                out.uint(branch.kind);
                if (branch.nodeName != null) {
                    out.string(branch.nodeName);
                }
            }
            default -> {
                out.string(((Subdocument) content).guid());
                AnyCodec.write(out, ((Subdocument) content).options());
            }
        }
    }

    private static void writeElement(Output out, int kind, @Nullable Object element) {
        if (kind == Items.ANY) {
            AnyCodec.write(out, element);
        } else {
            out.string(element == Values.Undefined.UNDEFINED ? "undefined" : Json.print(element));
        }
    }

    /** A content of its own that says the same, for inserting something again. */
    static Object copy(Object content) {
        return content instanceof Branch branch ? branch.copy() : content;
    }
}
