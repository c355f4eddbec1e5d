package ankurah.core.type;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An update of Yjs, version 1, in which one client writes elements as an editor of rich text does; put together by hand. */
final class ElementsUpdate {
    private static final int STRING = 4;
    private static final int TYPE = 7;
    private static final int ANY = 8;
    private static final int WITH_ORIGIN = 0x80;
    private static final int WITH_KEY = 0x20;
    private static final int ARRAY = 0;
    private static final int XML_ELEMENT = 3;
    private static final int XML_TEXT = 6;
    private static final int WHOLE_NUMBER = 125;

    private final long client;
    private final int from;
    private final ByteArrayOutputStream structs = new ByteArrayOutputStream();
    private final List<long[]> deletions = new ArrayList<>();
    private int count;
    private int clock;

    /** @param clock the next one of the client */
    ElementsUpdate(long client, int clock) {
        this.client = client;
        this.from = clock;
        this.clock = clock;
    }

    /**
     * A paragraph: an element, a text in it, and a string in that.
     *
     * @param after the last clock of what it stands behind, of the same client; null if that is nothing
     * @return its clock
     */
    int paragraph(String root, @Nullable Integer after, String text) {
        if (after == null) {
            begin(TYPE).number(1).text(root);
        } else {
            begin(TYPE | WITH_ORIGIN).id(client, after);
        }
        return filled(text);
    }

    int paragraphIn(long parentClient, int parent, String text) {
        begin(TYPE).number(0).id(parentClient, parent);
        return filled(text);
    }

    private int filled(String text) {
        int paragraph = clock;
        number(XML_ELEMENT).text("paragraph").end(1);
        begin(TYPE).number(0).id(client, paragraph).number(XML_TEXT).end(1);
        stringIn(client, clock - 1, text);
        return paragraph;
    }

    /** A string at the start of a root, for all that its writer knew. */
    void string(String root, String text) {
        begin(STRING).number(1).text(root).text(text).end(text.length());
    }

    void stringIn(long parentClient, int parent, String text) {
        begin(STRING).number(0).id(parentClient, parent).text(text).end(text.length());
    }

    void attribute(long parentClient, int element, String key, int value) {
        begin(ANY | WITH_KEY).number(0).id(parentClient, element).text(key).number(1);
        structs.write(WHOLE_NUMBER);
        number(value).end(1);
    }

    /** Elements in elements, so many, with nothing in them. */
    void nest(String root, int depth) {
        begin(TYPE).number(1).text(root).number(XML_ELEMENT).text("list").end(1);
        for (int i = 1; i < depth; i++) {
            nestIn(client, clock - 1);
        }
    }

    void nestIn(long parentClient, int element) {
        begin(TYPE)
                .number(0)
                .id(parentClient, element)
                .number(XML_ELEMENT)
                .text("list")
                .end(1);
    }

    /** What has no place in a text. */
    void array(String root) {
        begin(TYPE).number(1).text(root).number(ARRAY).end(1);
    }

    void delete(long ofClient, int ofClock, int length) {
        deletions.add(new long[] {ofClient, ofClock, length});
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, 1);
        number(out, count);
        number(out, client);
        number(out, from);
        out.writeBytes(structs.toByteArray());
        number(out, deletions.size());
        for (long[] deletion : deletions) {
            number(out, deletion[0]);
            number(out, 1);
            number(out, deletion[1]);
            number(out, deletion[2]);
        }
        return out.toByteArray();
    }

    private ElementsUpdate begin(int info) {
        count++;
        structs.write(info);
        return this;
    }

    private void end(int length) {
        clock += length;
    }

    private ElementsUpdate id(long ofClient, int ofClock) {
        return number(ofClient).number(ofClock);
    }

    private ElementsUpdate text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        structs.writeBytes(bytes);
        return this;
    }

    private ElementsUpdate number(long value) {
        number(structs, value);
        return this;
    }

    private static void number(ByteArrayOutputStream out, long value) {
        long left = value;
        while (left > 0x7f) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
