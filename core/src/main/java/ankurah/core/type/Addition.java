package ankurah.core.type;

import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import java.util.Comparator;

/**
 * The addition of an element to a set.
 *
 * @param index of the element among those the event added
 */
record Addition(EventId event, int index) implements Comparable<Addition> {
    /** The order of values, and for values that compare as equal and differ, such as 1 and 1.0, that of their bytes. */
    static final Comparator<Value> ELEMENTS = Addition::compareElements;

    private static final int MAX_INDEX = 1 << 20;

    @Override
    public int compareTo(Addition other) {
        int order = event.compareTo(other.event);
        return order != 0 ? order : Integer.compare(index, other.index);
    }

    private static int compareElements(Value a, Value b) {
        int order = a.compareTo(b);
        return order != 0 || a.equals(b) ? order : compareBytes(ValueCodec.encode(a), ValueCodec.encode(b));
    }

    private static int compareBytes(byte[] a, byte[] b) {
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            if (a[i] != b[i]) {
                return (a[i] & 0xff) - (b[i] & 0xff);
            }
        }
        return a.length - b.length;
    }

    static Addition read(CborReader in) {
        in.array(2, "an addition");
        return new Addition(EventId.read(in), in.count(MAX_INDEX));
    }

    void write(CborWriter out) {
        out.array(2);
        event.write(out);
        out.integer(index);
    }
}
