package ankurah.event.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes values; {@link ValueReader} is its mirror. */
public final class ValueWriter {
    private static final int LONG_BITS = 63;

    private ValueWriter() {}

    public static void write(CborWriter out, Value value, int depthLeft) {
        requireDepth(depthLeft);
        switch (value) {
            case Value.Null n -> out.nul();
            case Value.Bool b -> out.bool(b.value());
            case Value.Int i -> out.integer(i.value());
            case Value.Float f -> out.float64(f.value());
            case Value.Decimal d -> decimal(out, d.value());
            case Value.Str s -> out.text(s.value());
            case Value.Bytes b -> out.bytes(b.shared());
            case Value.Instant i -> out.tag(Tags.INSTANT).integer(i.micros());
            case Value.Date d -> out.tag(Tags.DATE).integer(d.epochDay());
            case Value.LocalDateTime l -> out.tag(Tags.LOCAL_DATETIME).integer(l.micros());
            case Value.Uuid u -> out.tag(Tags.UUID).bytes(uuidBytes(u));
            case Value.Id id -> out.tag(Tags.ID).bytes(id.value().toBytes());
            case Value.Json json -> json(out.tag(Tags.JSON), json.root(), depthLeft);
            case Value.List list -> {
                out.array(list.items().size());
                for (Value item : list.items()) {
                    write(out, item, depthLeft - 1);
                }
            }
            case Value.Obj object ->
                throw new AnkurahException.Invalid(
                        "value.object_outside_json", "an object is no value by itself; wrap it as Value.Json");
        }
    }

    private static void json(CborWriter out, Value value, int depthLeft) {
        if (value instanceof Value.List list) {
            requireDepth(depthLeft);
            out.array(list.items().size());
            for (Value item : list.items()) {
                json(out, item, depthLeft - 1);
            }
        } else if (value instanceof Value.Obj object) {
            requireDepth(depthLeft);
            fields(out, object.fields(), depthLeft);
        } else {
            write(out, value, depthLeft);
        }
    }

    private static void requireDepth(int depthLeft) {
        if (depthLeft <= 0) {
            throw new AnkurahException.Invalid(
                    "value.too_deep", "a value nests deeper than " + Value.MAX_DEPTH + " levels");
        }
    }

    private static void decimal(CborWriter out, BigDecimal value) {
        out.tag(Tags.DECIMAL).array(2).integer(-(long) value.scale());
        BigInteger digits = value.unscaledValue();
        if (digits.bitLength() <= LONG_BITS) {
            out.integer(digits.longValue());
        } else if (digits.signum() > 0) {
            out.tag(Tags.BIG_POSITIVE).bytes(magnitude(digits));
        } else {
            out.tag(Tags.BIG_NEGATIVE).bytes(magnitude(digits.not()));
        }
    }

    /** The bytes of a non-negative number without leading zeros. */
    static byte[] magnitude(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 && bytes.length > 1 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static byte[] uuidBytes(Value.Uuid uuid) {
        byte[] bytes = new byte[16];
        Longs.put(uuid.high(), bytes, 0);
        Longs.put(uuid.low(), bytes, 8);
        return bytes;
    }

    /** Deterministic CBOR sorts keys by their encoded bytes: shorter ones first, then by their UTF-8. */
    private static void fields(CborWriter out, Map<String, Value> fields, int depthLeft) {
        List<String> names = new ArrayList<>(fields.keySet());
        names.sort(ValueWriter::compareEncoded);
        out.map(names.size());
        for (String name : names) {
            out.text(name);
            json(out, Objects.requireNonNull(fields.get(name)), depthLeft - 1);
        }
    }

    static int compareEncoded(String a, String b) {
        int order = Integer.compare(Strings.utf8Length(a), Strings.utf8Length(b));
        return order != 0 ? order : Strings.compareCodePoints(a, b);
    }
}
