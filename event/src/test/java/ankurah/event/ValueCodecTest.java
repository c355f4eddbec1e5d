package ankurah.event;

import static ankurah.event.Fixtures.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueCodecTest {

    @Property
    void everyValueReadsBack(@ForAll("values") Value value) {
        byte[] encoded = ValueCodec.encode(value);
        Value read = ValueCodec.decode(encoded);
        assertThat(read).isEqualTo(value).hasSameHashCodeAs(value);
        assertThat(read.compareTo(value)).isZero();
        assertThat(ValueCodec.encode(read)).isEqualTo(encoded);
    }

    @Property
    void equalEncodingsAreEqualValues(@ForAll("values") Value a, @ForAll("values") Value b) {
        assertThat(java.util.Arrays.equals(ValueCodec.encode(a), ValueCodec.encode(b)))
                .isEqualTo(a.equals(b));
    }

    @ParameterizedTest
    @CsvSource({
        // CBOR that is not a value.
        "cbor.malformed, ''",
        "cbor.malformed, a0",
        "cbor.malformed, 81a0",
        "cbor.malformed, f7",
        "cbor.malformed, 0000",
        "cbor.malformed, f6f6",
        "cbor.malformed, 9f00ff",
        "cbor.malformed, 1800",
        "cbor.malformed, 7f6161ff",
        "cbor.malformed, d90400f6",
        "cbor.malformed, d8ff00",
        // Floats: NaN of any bits, -0.0, half and single precision.
        "cbor.malformed, fb7ff8000000000000",
        "cbor.malformed, fbfff8000000000000",
        "cbor.malformed, fb7ff0000000000001",
        "cbor.malformed, fb8000000000000000",
        "cbor.malformed, f93c00",
        "cbor.malformed, fa3f800000",
        // Decimals: trailing zeros, zero with an exponent, big integers that are not, exponents out of range.
        "cbor.malformed, c482010a",
        "cbor.malformed, c482200a",
        "cbor.malformed, c4820100",
        "cbor.malformed, c482200000",
        "cbor.malformed, c48100",
        "cbor.malformed, c48300",
        "cbor.malformed, c48200c2410a",
        "cbor.malformed, c48200c2487fffffffffffffff",
        "cbor.malformed, c48200c3487fffffffffffffff",
        "cbor.malformed, c48200c249008000000000000000",
        "cbor.malformed, c48200c240",
        "cbor.malformed, c48200c4488000000000000000",
        "cbor.malformed, c4823903e801",
        "cbor.malformed, c48219013501",
        "cbor.malformed, c4821b7fffffffffffffff01",
        "cbor.malformed, c4823b7fffffffffffffff01",
        "cbor.malformed, c482006131",
        "cbor.malformed, c2410a",
        "cbor.malformed, c3410a",
        "value.decimal_out_of_range, c482190134190fa1",
        // Tagged with something else inside.
        "cbor.malformed, d9ea6161",
        "cbor.malformed, d9ea61fb3ff0000000000000",
        "cbor.malformed, d9ea626161",
        "cbor.malformed, d8646161",
        "value.date_out_of_range, d8641b7fffffffffffffff",
        "value.date_out_of_range, d8643b7fffffffffffffff",
        "cbor.malformed, d8254f000102030405060708090a0b0c0d0e",
        "cbor.malformed, d8255100000000000000000000000000000000ff",
        "cbor.malformed, d9ea634100",
        "cbor.malformed, d9ea64",
        "cbor.malformed, d9ea60f6",
        "cbor.malformed, d9ea65f6",
        // JSON: fields out of order, twice, names that are not text, kinds that JSON lacks.
        "cbor.malformed, d9ea64a2616201616102",
        "cbor.malformed, d9ea64a2616101616102",
        "cbor.malformed, d9ea64a262616101616202",
        "cbor.malformed, d9ea64a10001",
        "cbor.malformed, d9ea64a16161",
        "cbor.malformed, d9ea64fb3ff0000000000000",
        "cbor.malformed, d9ea6440",
        "cbor.malformed, d9ea64d9ea64f6",
        "cbor.malformed, d9ea6481d9ea6100",
        // Texts.
        "value.nul_character, 6100",
        "value.nul_character, d9ea64a1610001",
        "cbor.malformed, 63eda080"
    })
    void anythingButTheOneEncodingOfAValueIsRefused(String code, String hex) {
        assertInvalid(code, () -> ValueCodec.decode(HexFormat.of().parseHex(hex)));
    }

    @Test
    void deepNestingEndsInAnErrorAndNotInTheStack() {
        for (String unit : new String[] {"81", "d9ea6481", "81d9ea64", "d9ea64", "d9ea64a16161"}) {
            byte[] bomb = HexFormat.of().parseHex(unit.repeat(100_000) + "f6");
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> ValueCodec.decode(bomb))
                    .isInstanceOf(AnkurahException.Invalid.class);
        }
        assertInvalid("cbor.malformed", () -> ValueCodec.decode(HexFormat.of().parseHex("81".repeat(128) + "f6")));
        assertThat(ValueCodec.decode(HexFormat.of().parseHex("81".repeat(127) + "80")))
                .isNotNull();
    }

    @Test
    void aHugeLengthWithLittleDataAllocatesNothing() {
        for (String head : new String[] {
            "5a7ffffff0", "7a7ffffff0", "9a7ffffff0", "d9ea649a7ffffff0", "d9ea64ba7ffffff0", "c48200c25a7ffffff0"
        }) {
            assertInvalid(
                    "cbor.malformed", () -> ValueCodec.decode(HexFormat.of().parseHex(head + "00")));
        }
    }

    @Provide
    Arbitrary<Value> values() {
        return Samples.values();
    }
}
