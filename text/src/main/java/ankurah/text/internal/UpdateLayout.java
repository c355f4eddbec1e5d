package ankurah.text.internal;

import ankurah.text.TextFormatException;
import java.util.Arrays;

/** An update of version 1 that has been read through and found sound, and where its parts are. */
public final class UpdateLayout {
    final byte[] bytes;
    private final int deletionsAt;

    /** For each client's section: where its structs begin, how many there are, and the first one's id. */
    final int sections;

    private int[] fields;
    private static final int FIELDS = 5;

    private UpdateLayout(byte[] bytes) {
        this.bytes = bytes;
        Input in = new Input(bytes);
        sections = in.count(3);
        fields = new int[Math.min(sections, 16) * FIELDS];
        StructHead head = new StructHead();
        for (int i = 0; i < sections; i++) {
            section(in, head, i);
        }
        deletionsAt = in.at;
        checkDeletions(in);
    }

    /** Reads an update through; throws {@link TextFormatException} if it is none. */
    public static UpdateLayout of(byte[] bytes) {
        return new UpdateLayout(bytes);
    }

    private void section(Input in, StructHead head, int number) {
        if ((number + 1) * FIELDS > fields.length) {
            fields = Arrays.copyOf(fields, Math.min(fields.length * 2, sections * FIELDS));
        }
        int count = in.count(2);
        in.client();
        int high = in.clientHigh;
        int low = in.clientLow;
        int clock = in.uint();
        int base = number * FIELDS;
        fields[base] = in.at;
        fields[base + 1] = count;
        fields[base + 2] = high;
        fields[base + 3] = low;
        fields[base + 4] = clock;
        for (int i = 0; i < count; i++) {
            head.read(in);
            head.check(in, high, low, clock);
            clock += Contents.skip(in, head.kind());
            if (clock < 0) {
                throw in.malformed("a clock of 2^31 or more");
            }
        }
    }

    private static void checkDeletions(Input in) {
        int clients = in.count(2);
        for (int i = 0; i < clients; i++) {
            in.client();
            int count = in.count(2);
            for (int j = 0; j < count; j++) {
                if (in.uint() + in.uint() < 0) {
                    throw in.malformed("a clock of 2^31 or more");
                }
            }
        }
    }

    int at(int section) {
        return fields[section * FIELDS];
    }

    int count(int section) {
        return fields[section * FIELDS + 1];
    }

    int high(int section) {
        return fields[section * FIELDS + 2];
    }

    int low(int section) {
        return fields[section * FIELDS + 3];
    }

    int clock(int section) {
        return fields[section * FIELDS + 4];
    }

    /** Reads what it deletes. */
    Input deletions() {
        return new Input(bytes, deletionsAt, bytes.length);
    }
}
