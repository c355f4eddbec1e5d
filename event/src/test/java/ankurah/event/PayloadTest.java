package ankurah.event;

import static ankurah.event.Fixtures.assertInvalid;
import static ankurah.event.Fixtures.salt;
import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.cbor.CborWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private static Operation write(String property) {
        return Operation.write(property, Value.of(1));
    }

    @Test
    void operationsAreSortedByCodePoint() {
        Payload payload = new Payload(salt(1), List.of(write("\ud83d\ude00"), write("b"), write("\uffee"), write("a")));
        assertThat(payload.operations())
                .extracting(Operation::property)
                .containsExactly("a", "b", "\uffee", "\ud83d\ude00");
        assertThat(new Payload(salt(1), payload.operations().reversed())).isEqualTo(payload);
        assertThat(new Payload(salt(1), payload.operations().reversed()).encode())
                .isEqualTo(payload.encode());
    }

    @Test
    void aPayloadReadsBack() {
        Payload payload = new Payload(
                salt(1), List.of(write("a"), new Operation("b", "text", 0xffff, new byte[] {1, 2}), write("c")));
        Payload read = Payload.decode(payload.encode());
        assertThat(read).isEqualTo(payload).hasSameHashCodeAs(payload).hasToString(payload.toString());
        assertThat(read).isNotEqualTo(new Payload(salt(2), payload.operations()));
        Payload empty = new Payload(salt(1), List.of());
        assertThat(Payload.decode(empty.encode())).isEqualTo(empty).isNotEqualTo(payload);
    }

    @Test
    void twoOperationsOnOnePropertyAreRefused() {
        assertInvalid("event.property_twice", () -> new Payload(salt(1), List.of(write("a"), write("b"), write("a"))));
        assertInvalid("event.property_twice", () -> Payload.decode(encode(write("a"), write("a"))));
    }

    @Test
    void encodedOperationsOutOfOrderAreRefused() {
        assertInvalid("event.operations_not_sorted", () -> Payload.decode(encode(write("b"), write("a"))));
        assertThat(Payload.decode(encode(write("a"), write("b"))).operations()).hasSize(2);
    }

    @Test
    void aSaltHas16Bytes() {
        assertInvalid("event.salt", () -> new Payload(new byte[15], List.of()));
        byte[] encoded = new CborWriter()
                .array(3)
                .integer(1)
                .bytes(new byte[17])
                .array(0)
                .toBytes();
        assertInvalid("cbor.malformed", () -> Payload.decode(encoded));
    }

    @Test
    void aDataTypesVersionHas16Bits() {
        assertInvalid("event.data_type_version", () -> new Operation("a", "lww", -1, new byte[0]));
        assertInvalid("event.data_type_version", () -> new Operation("a", "lww", 0x1_0000, new byte[0]));
        assertThat(new Operation("a", "lww", 0, new byte[0])).hasToString("Operation[a, lww/0, 0 bytes]");
    }

    @Test
    void namesOfPropertiesAndDataTypesAreChecked() {
        assertInvalid("name.length", () -> new Operation("", "lww", 1, new byte[0]));
        assertInvalid("name.length", () -> new Operation("a", "x".repeat(256), 1, new byte[0]));
        assertInvalid("name.control_character", () -> new Operation("a\n", "lww", 1, new byte[0]));
    }

    @Test
    void aPayloadOfManyOperationsReadsBack() {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            operations.add(write("p" + i));
        }
        Payload payload = new Payload(salt(1), operations);
        assertThat(Payload.decode(payload.encode())).isEqualTo(payload);
    }

    private static byte[] encode(Operation... operations) {
        CborWriter out = new CborWriter().array(3).integer(1).bytes(salt(1)).array(operations.length);
        Arrays.stream(operations)
                .forEach(operation -> out.array(4)
                        .text(operation.property())
                        .text(operation.dataType())
                        .integer(operation.version())
                        .bytes(operation.body()));
        return out.toBytes();
    }
}
