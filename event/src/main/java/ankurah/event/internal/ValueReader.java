package ankurah.event.internal;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.cbor.CborReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads what {@link ValueWriter} writes and refuses every other encoding of it. */
public final class ValueReader {
    private static final int LONG_BITS = 63;
    private static final int MAX_BIG_BYTES = 1024;

    private ValueReader() {}

    public static Value read(CborReader in, int depthLeft) {
        if (depthLeft == 0) {
            throw in.malformed("a value nests deeper than " + Value.MAX_DEPTH + " levels");
        }
        return switch (in.peek()) {
            case NULL -> {
                in.skipNull();
                yield Value.NULL;
            }
            case BOOL -> Value.of(in.bool());
            case INTEGER -> new Value.Int(in.integer());
            case FLOAT -> floatValue(in);
            case TEXT -> new Value.Str(in.text());
            case BYTES -> new Value.Bytes(in.bytes());
            case ARRAY -> new Value.List(items(in, depthLeft));
            case TAG -> tagged(in, depthLeft);
            case MAP -> throw in.malformed("an object stands only inside JSON");
        };
    }

    private static Value floatValue(CborReader in) {
        double value = in.float64();
        if (Double.isNaN(value) || value == 0.0 && Double.doubleToLongBits(value) != 0) {
            throw in.malformed("NaN and -0.0 are not values");
        }
        return new Value.Float(value);
    }

    private static Value tagged(CborReader in, int depthLeft) {
        long tag = in.tag();
        if (tag == Tags.DECIMAL) {
            return decimal(in);
        } else if (tag == Tags.INSTANT) {
            return new Value.Instant(in.integer());
        } else if (tag == Tags.DATE) {
            return new Value.Date(in.integer());
        } else if (tag == Tags.LOCAL_DATETIME) {
            return new Value.LocalDateTime(in.integer());
        } else if (tag == Tags.UUID) {
            byte[] bytes = in.bytes(16);
            return new Value.Uuid(Longs.get(bytes, 0), Longs.get(bytes, 8));
        } else if (tag == Tags.ID) {
            return new Value.Id(new EntityId(EventId.read(in)));
        } else if (tag == Tags.JSON) {
            return new Value.Json(json(in, depthLeft));
        }
        throw in.malformed("the tag " + tag + " is not a value's");
    }

    private static Value decimal(CborReader in) {
        in.array(2, "a decimal");
        long exponent = in.integer();
        if (exponent < -1000 || exponent > 308) {
            throw in.malformed("the exponent " + exponent + " is out of range");
        }
        Value.Decimal value = new Value.Decimal(new BigDecimal(digits(in), (int) -exponent));
        if (value.value().scale() != -exponent) {
            throw in.malformed("a decimal has trailing zeros");
        }
        return value;
    }

    private static BigInteger digits(CborReader in) {
        if (in.peek() != CborReader.Item.TAG) {
            return BigInteger.valueOf(in.integer());
        }
        long tag = in.tag();
        byte[] bytes = in.bytes();
        if (bytes.length == 0 || bytes[0] == 0 || bytes.length > MAX_BIG_BYTES) {
            throw in.malformed("a big integer has leading zeros or more than " + MAX_BIG_BYTES + " bytes");
        }
        BigInteger magnitude = new BigInteger(1, bytes);
        if (magnitude.bitLength() <= LONG_BITS || tag != Tags.BIG_POSITIVE && tag != Tags.BIG_NEGATIVE) {
            throw in.malformed("a big integer that fits in 64 bits, or a wrong tag");
        }
        return tag == Tags.BIG_POSITIVE ? magnitude : magnitude.not();
    }

    private static List<Value> items(CborReader in, int depthLeft) {
        int size = in.array();
        List<Value> items = new ArrayList<>(Math.min(size, 1024));
        for (int i = 0; i < size; i++) {
            items.add(read(in, depthLeft - 1));
        }
        return items;
    }

    private static Value json(CborReader in, int depthLeft) {
        if (depthLeft == 0) {
            throw in.malformed("JSON nests deeper than " + Value.MAX_DEPTH + " levels");
        }
        return switch (in.peek()) {
            case ARRAY -> {
                int size = in.array();
                List<Value> items = new ArrayList<>(Math.min(size, 1024));
                for (int i = 0; i < size; i++) {
                    items.add(json(in, depthLeft - 1));
                }
                yield new Value.List(items);
            }
            case MAP -> object(in, depthLeft);
            case NULL, BOOL, INTEGER, TEXT -> read(in, depthLeft);
            case TAG -> {
                if (in.tag() != Tags.DECIMAL) {
                    throw in.malformed("JSON holds no tagged values but decimals");
                }
                yield decimal(in);
            }
            case BYTES, FLOAT -> throw in.malformed("JSON holds no bytes and no floats");
        };
    }

    private static Value object(CborReader in, int depthLeft) {
        int size = in.map();
        TreeMap<String, Value> fields = new TreeMap<>();
        String previous = null;
        for (int i = 0; i < size; i++) {
            String name = in.text();
            if (previous != null && ValueWriter.compareEncoded(previous, name) >= 0) {
                throw in.malformed("the fields of an object are not sorted");
            }
            fields.put(name, json(in, depthLeft - 1));
            previous = name;
        }
        return new Value.Obj(fields);
    }
}
