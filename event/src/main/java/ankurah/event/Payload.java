package ankurah.event;

import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.event.internal.Strings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an event says: its operations, sorted by property, at most one for each. The salt keeps the payload's hash, which
 * stays in the header when the payload is erased, from telling what the payload was.
 *
 * @param salt {@value #SALT_BYTES} random bytes; not to be written to
 */
public record Payload(byte[] salt, List<Operation> operations) {
    public static final int SALT_BYTES = 16;
    private static final int VERSION = 1;

    public Payload {
        if (salt.length != SALT_BYTES) {
            throw new AnkurahException.Invalid("event.salt", "a payload's salt has 16 bytes, not " + salt.length);
        }
        operations = sorted(operations);
    }

    public byte[] encode() {
        CborWriter out = new CborWriter(64 + 48 * operations.size());
        out.array(3).integer(VERSION).bytes(salt).array(operations.size());
        for (Operation operation : operations) {
            out.array(4)
                    .text(operation.property())
                    .text(operation.dataType())
                    .integer(operation.version())
                    .bytes(operation.body());
        }
        return out.toBytes();
    }

    public static Payload decode(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(3, "a payload");
        long version = in.integer();
        if (version != VERSION) {
            throw new AnkurahException.Invalid(
                    "event.payload_version", "a payload of version " + version + " met a reader of version " + VERSION);
        }
        byte[] salt = in.bytes(SALT_BYTES);
        List<Operation> operations = readOperations(in);
        in.end();
        return new Payload(salt, operations);
    }

    private static List<Operation> readOperations(CborReader in) {
        int count = in.array();
        List<Operation> operations = new ArrayList<>(Math.min(count, 1024));
        String previous = null;
        for (int i = 0; i < count; i++) {
            in.array(4, "an operation");
            Operation operation = new Operation(in.text(), in.text(), in.count(Operation.MAX_VERSION), in.bytes());
            if (previous != null && Strings.compareCodePoints(previous, operation.property()) > 0) {
                throw new AnkurahException.Invalid(
                        "event.operations_not_sorted", "the operations of a payload are not sorted by property");
            }
            operations.add(operation);
            previous = operation.property();
        }
        return operations;
    }

    private static List<Operation> sorted(List<Operation> operations) {
        Operation[] sorted = operations.toArray(new Operation[0]);
        Arrays.sort(sorted, (a, b) -> Strings.compareCodePoints(a.property(), b.property()));
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i].property().equals(sorted[i - 1].property())) {
                throw new AnkurahException.Invalid(
                        "event.property_twice", "an event has two operations on '" + sorted[i].property() + "'");
            }
        }
        return List.of(sorted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that && Arrays.equals(salt, that.salt) && operations.equals(that.operations);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    @Override
    public String toString() {
        return "Payload" + operations;
    }
}
