package ankurah.event;

import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.event.internal.ValueReader;
import ankurah.event.internal.ValueWriter;

/** Values as deterministic CBOR; docs/format.md has the table of tags. */
public final class ValueCodec {
    private ValueCodec() {}

    public static byte[] encode(Value value) {
        CborWriter out = new CborWriter(32);
        write(out, value);
        return out.toBytes();
    }

    public static Value decode(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        Value value = read(in);
        in.end();
        return value;
    }

    public static void write(CborWriter out, Value value) {
        ValueWriter.write(out, value, Value.MAX_DEPTH);
    }

    /**
     * Reads one value.
     *
     * @throws AnkurahException.Invalid {@code cbor.malformed} for anything but the one encoding of a value
     */
    public static Value read(CborReader in) {
        return ValueReader.read(in, Value.MAX_DEPTH);
    }
}
