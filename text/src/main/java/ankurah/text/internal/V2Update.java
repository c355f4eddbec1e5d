package ankurah.text.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rewrites an update of version 2 as one of version 1. */
public final class V2Update {
    /** Runs make few bytes many structs; this many are let pass whatever the size. */
    private static final int ALWAYS = 1 << 20;

    private static final int PER_BYTE = 64;

    private final Input in;
    private final V2Columns.DifferenceRuns keyClocks;
    private final V2Columns.UintRuns clients;
    private final V2Columns.DifferenceRuns leftClocks;
    private final V2Columns.DifferenceRuns rightClocks;
    private final V2Columns.ByteRuns infos;
    private final V2Columns.Strings strings;
    private final V2Columns.ByteRuns parentInfos;
    private final V2Columns.UintRuns typeKinds;
    private final V2Columns.UintRuns lengths;
    private final List<String> keys = new ArrayList<>();
    private final StructWriter writer = new StructWriter();
    private long structs;

    private V2Update(byte[] bytes) {
        in = new Input(bytes);
        in.uint();
        keyClocks = new V2Columns.DifferenceRuns(column());
        clients = new V2Columns.UintRuns(column());
        leftClocks = new V2Columns.DifferenceRuns(column());
        rightClocks = new V2Columns.DifferenceRuns(column());
        infos = new V2Columns.ByteRuns(column());
        strings = new V2Columns.Strings(column());
        parentInfos = new V2Columns.ByteRuns(column());
        typeKinds = new V2Columns.UintRuns(column());
        lengths = new V2Columns.UintRuns(column());
    }

    public static byte[] toV1(byte[] bytes) {
        V2Update update = new V2Update(bytes);
        int sections = update.in.count(2);
        for (int i = 0; i < sections; i++) {
            update.section();
        }
        return update.writer.finish(update.deletions());
    }

    private Input column() {
        int size = in.size();
        in.at += size;
        return new Input(in.data, in.at - size, in.at);
    }

    private void section() {
        int count = in.uint();
        structs += count;
        if (structs > ALWAYS + (long) PER_BYTE * in.data.length) {
            throw in.malformed("more structs than so many bytes are believed to hold");
        }
        long client = client();
        int clock = in.uint();
        for (int i = 0; i < count; i++) {
            int info = infos.read();
            Output out = writer.begin(Input.highOf(client), Input.lowOf(client), clock);
            clock += struct(out, info);
            if (clock < 0) {
                throw in.malformed("a clock of 2^31 or more");
            }
        }
    }

    private long client() {
        double client = clients.read();
        if (client >= 0x1p53) {
            throw in.malformed("a client id of 2^53 or more");
        }
        return (long) client;
    }

    private int struct(Output out, int info) {
        int kind = info & StructHead.KIND;
        if (kind == Items.GC || kind == Items.SKIP) {
            out.u8(kind);
            int length = kind == Items.GC ? lengths.readInt() : in.uint();
            out.uint(length);
            return length;
        }
        boolean tellsParent = (info & (StructHead.HAS_ORIGIN | StructHead.HAS_RIGHT)) == 0;
        out.u8(tellsParent ? info : info & ~StructHead.HAS_KEY);
        if ((info & StructHead.HAS_ORIGIN) != 0) {
            out.client(client());
            out.uint(leftClocks.read());
        }
        if ((info & StructHead.HAS_RIGHT) != 0) {
            out.client(client());
            out.uint(rightClocks.read());
        }
        if (tellsParent) {
            parent(out, (info & StructHead.HAS_KEY) != 0);
        }
        return content(out, kind);
    }

    private void parent(Output out, boolean hasKey) {
        if (parentInfos.read() == 1) {
            out.uint(1);
            out.string(strings.read());
        } else {
            out.uint(0);
            out.client(client());
            out.uint(leftClocks.read());
        }
        if (hasKey) {
            out.string(strings.read());
        }
    }

    private int content(Output out, int kind) {
        switch (kind) {
            case Items.DELETED -> {
                int length = lengths.readInt();
                out.uint(length);
                return length;
            }
            case Items.STRING -> {
                String text = strings.read();
                out.string(text);
                return text.length();
            }
            case Items.JSON, Items.ANY -> {
                return elements(out, kind);
            }
            case Items.BINARY -> out.sizedBytes(in.bytes());
            case Items.EMBED -> out.string(json(AnyCodec.read(in)));
            case Items.FORMAT -> {
                out.string(key());
                out.string(json(AnyCodec.read(in)));
            }
            case Items.TYPE -> type(out);
            case Items.DOC -> {
                out.string(strings.read());
                AnyCodec.write(out, AnyCodec.read(in));
            }
            default -> throw in.malformed("a struct of unknown kind " + kind);
        }
        return 1;
    }

    private static String json(@Nullable Object value) {
        return value == Values.Undefined.UNDEFINED ? "null" : Json.print(value);
    }

    private int elements(Output out, int kind) {
        int count = lengths.readInt();
        if (kind == Items.ANY && count > in.remaining()) {
            throw in.malformed("more values than there are bytes");
        }
        Output elements = new Output();
        for (int i = 0; i < count; i++) {
            if (kind == Items.ANY) {
                AnyCodec.write(elements, AnyCodec.read(in));
            } else {
                elements.string(jsonElement());
            }
        }
        out.uint(count);
        out.append(elements);
        return count;
    }

    /** A JSON text takes at least one character. */
    private String jsonElement() {
        String text = strings.read();
        if (text.isEmpty()) {
            throw in.malformed("JSON that is none: it is empty");
        }
        return text;
    }

    private void type(Output out) {
        int kind = typeKinds.readInt();
        out.uint(kind);
        if (kind == Branch.XML_ELEMENT || kind == Branch.XML_HOOK) {
            out.string(key());
        }
    }

    private String key() {
        int clock = keyClocks.read();
        if (clock < keys.size()) {
            return keys.get(clock);
        }
        String key = strings.read();
        keys.add(key);
        return key;
    }

    private Deletions deletions() {
        Deletions deletions = new Deletions();
        int count = in.count(2);
        for (int i = 0; i < count; i++) {
            long client = in.clientId();
            int ranges = in.count(2);
            int clock = 0;
            for (int j = 0; j < ranges; j++) {
                int start = clock + in.uint();
                int length = in.uint() + 1;
                clock = start + length;
                if (start < 0 || length < 0 || clock < 0) {
                    throw in.malformed("a clock of 2^31 or more");
                }
                deletions.add(client, start, length);
            }
        }
        return deletions;
    }
}
