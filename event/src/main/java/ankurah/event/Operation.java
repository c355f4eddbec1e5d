package ankurah.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an event does to one property. The data type and its version are named, so that folding consults no schema; a
 * node that lacks the type keeps the body as it is and passes it on. Immutable.
 */
public final class Operation {
    /** The data type of plain values: the write with the greatest event id wins. Its body is one value. */
    public static final String LWW = "lww";

    static final int MAX_VERSION = 0xffff;

    private final String property;
    private final String dataType;
    private final int version;
    private final byte[] body;
    /** Of a plain write, once it was asked for. */
    private @Nullable Value value;

    /**
     * @param property the property's stored name
     * @param dataType the name of the data type, such as {@code lww}
     * @param version the version of the data type's encoding
     * @param body what the data type makes of it; not to be written to
     */
    public Operation(String property, String dataType, int version, byte[] body) {
        Names.requireStored(property, "property");
        if (!dataType.equals(LWW)) {
            Names.requireStored(dataType, "data type");
        }
        if (version < 0 || version > MAX_VERSION) {
            throw new AnkurahException.Invalid(
                    "event.data_type_version", "the version " + version + " of a data type is not in 0..65535");
        }
        this.property = property;
        this.dataType = dataType;
        this.version = version;
        this.body = body;
    }

    /** A last-writer-wins write of a plain value. */
    public static Operation write(String property, Value value) {
        Operation write = new Operation(property, LWW, 1, ValueCodec.encode(value));
        write.value = value;
        return write;
    }

    /** The property's stored name. */
    public String property() {
        return property;
    }

    /** The name of the data type, such as {@code lww}. */
    public String dataType() {
        return dataType;
    }

    /** The version of the data type's encoding. */
    public int version() {
        return version;
    }

    /** What the data type makes of it; not to be written to. */
    public byte[] body() {
        return body;
    }

    /** Whether the body is a plain value, as {@link #write} makes it. */
    public boolean isPlain() {
        return version == 1 && dataType.equals(LWW);
    }

    /**
     * The plain value that is written.
     *
     * @throws AnkurahException.Invalid if the body is no encoded value; of {@link #isPlain} operations that is the only reason
     */
    public Value value() {
        Value known = value;
        if (known == null) {
            // Two threads may both decode it and get equal values, which are immutable, so either may be kept.
            known = ValueCodec.decode(body);
            value = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Operation that
                && property.equals(that.property)
                && dataType.equals(that.dataType)
                && version == that.version
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return property.hashCode() * 31 + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return "Operation[" + property + ", " + dataType + "/" + version + ", " + body.length + " bytes]";
    }
}
