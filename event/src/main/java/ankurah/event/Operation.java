package ankurah.event;

import java.util.Arrays;

/**
 * What an event does to one property. The data type and its version are named, so that folding consults no schema; a
 * node that lacks the type keeps the body as it is and passes it on.
 *
 * @param property the property's stored name
 * @param dataType the name of the data type, such as {@code lww}
 * @param version the version of the data type's encoding
 * @param body what the data type makes of it; not to be written to
 */
public record Operation(String property, String dataType, int version, byte[] body) {
    /** The data type of plain values: the write with the greatest event id wins. Its body is one value. */
    public static final String LWW = "lww";

    static final int MAX_VERSION = 0xffff;

    public Operation {
        Names.requireStored(property, "property");
        Names.requireStored(dataType, "data type");
        if (version < 0 || version > MAX_VERSION) {
            throw new AnkurahException.Invalid(
                    "event.data_type_version", "the version " + version + " of a data type is not in 0..65535");
        }
    }

    /** A last-writer-wins write of a plain value. */
    public static Operation write(String property, Value value) {
        return new Operation(property, LWW, 1, ValueCodec.encode(value));
    }

    @Override
    public boolean equals(Object other) {
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
