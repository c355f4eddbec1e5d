package ankurah.event.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborTest {
    private static CborReader reader(String hex) {
        return new CborReader(HexFormat.of().parseHex(hex));
    }

    private static String hex(CborWriter out) {
        return HexFormat.of().formatHex(out.toBytes());
    }

    /** Examples of RFC 8949, appendix A. */
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "23, 17",
        "24, 1818",
        "255, 18ff",
        "256, 190100",
        "65535, 19ffff",
        "65536, 1a00010000",
        "1000000, 1a000f4240",
        "4294967295, 1affffffff",
        "4294967296, 1b0000000100000000",
        "9223372036854775807, 1b7fffffffffffffff",
        "-1, 20",
        "-24, 37",
        "-25, 3818",
        "-1000, 3903e7",
        "-9223372036854775808, 3b7fffffffffffffff"
    })
    void integersHaveTheShortestHead(long value, String encoded) {
        assertThat(hex(new CborWriter().integer(value))).isEqualTo(encoded);
        CborReader in = reader(encoded);
        assertThat(in.peek()).isEqualTo(CborReader.Item.INTEGER);
        assertThat(in.integer()).isEqualTo(value);
        in.end();
    }

    @Property
    void integersReadBack(@ForAll long value) {
        CborReader in = new CborReader(new CborWriter().integer(value).toBytes());
        assertThat(in.integer()).isEqualTo(value);
        in.end();
    }

    @Property
    void everythingReadsBackInTheOrderItWasWritten(
            @ForAll long number, @ForAll @Size(max = 300) byte[] bytes, @ForAll boolean flag, @ForAll double real) {
        String text = "ä😀".repeat(bytes.length) + number;
        CborWriter out = new CborWriter(1)
                .array(3)
                .integer(number)
                .bytes(bytes)
                .text(text)
                .map(1)
                .text("")
                .bool(flag)
                .tag(Long.MAX_VALUE)
                .nul()
                .float64(real);
        byte[] encoded = out.toBytes();
        assertThat(out.length()).isEqualTo(encoded.length);
        byte[] framed = new byte[encoded.length + 4];
        System.arraycopy(encoded, 0, framed, 2, encoded.length);
        CborReader in = new CborReader(framed, 2, encoded.length + 2);
        in.array(3, "a test");
        assertThat(in.integer()).isEqualTo(number);
        assertThat(in.peek()).isEqualTo(CborReader.Item.BYTES);
        assertThat(in.bytes(bytes.length)).isEqualTo(bytes);
        assertThat(in.peek()).isEqualTo(CborReader.Item.TEXT);
        assertThat(in.text()).isEqualTo(text);
        assertThat(in.map()).isEqualTo(1);
        assertThat(in.text()).isEmpty();
        assertThat(in.skipNull()).isFalse();
        assertThat(in.bool()).isEqualTo(flag);
        assertThat(in.tag()).isEqualTo(Long.MAX_VALUE);
        assertThat(in.skipNull()).isTrue();
        assertThat(in.position()).isEqualTo(encoded.length + 2 - 9);
        assertThat(in.float64()).isEqualTo(real);
        assertThat(in.remaining()).isZero();
        in.end();
    }

    @Property
    void textsAreUtf8(@ForAll String text) {
        String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        byte[] utf8 = whole.getBytes(StandardCharsets.UTF_8);
        byte[] encoded = new CborWriter().text(whole).toBytes();
        assertThat(encoded).endsWith(utf8);
        assertThat(new CborReader(encoded).text()).isEqualTo(whole);
    }

    @Test
    void halfASurrogatePairCannotBeWritten() {
        for (String text : new String[] {"\ud800", "a\udc00", "\udc00\ud800", "ä\ud83d"}) {
            assertThatThrownBy(() -> new CborWriter().text(text))
                    .isInstanceOfSatisfying(
                            AnkurahException.Invalid.class,
                            e -> assertThat(e.code()).isEqualTo("value.lone_surrogate"));
        }
    }

    /** The reader's method, and the bytes it refuses. */
    @ParameterizedTest
    @CsvSource({
        // Heads longer than needed, reserved or indefinite.
        "integer, 1817",
        "integer, 190018",
        "integer, 1900ff",
        "integer, 1a0000ffff",
        "integer, 1b00000000ffffffff",
        "integer, 3817",
        "integer, 1c",
        "integer, 1d",
        "integer, 1e",
        "integer, 1f",
        "bytes, 580100",
        "bytes, 5f",
        "bytes, 5f4100ff",
        "text, 7f6161ff",
        "text, 780161",
        "array, 9f00ff",
        "array, 980100",
        "map, bf6161f6ff",
        "tag, d80400",
        "tag, df",
        // Beyond 64 bits, and cut short.
        "integer, 1b8000000000000000",
        "integer, 3b8000000000000000",
        "integer, 1bffffffffffffffff",
        "integer, ''",
        "integer, 18",
        "integer, 1900",
        "integer, 1a000000",
        "integer, 1b00000000000000",
        "bytes, 41",
        "bytes, 5a7fffffff",
        "bytes, 5b7fffffffffffffff",
        "bytes, 5bffffffffffffffff",
        "text, 61",
        "text, 7affffffff",
        "array, 81",
        "array, 9a7fffffff00",
        "array, 9bffffffffffffffff",
        "map, ba00ffffff00",
        "float64, fb00000000000000",
        // Something else.
        "integer, 40",
        "bytes, 6161",
        "text, 4161",
        "array, a0",
        "map, 80",
        "tag, 00",
        "bool, f6",
        "bool, f7",
        "bool, e0",
        "bool, f814",
        "float64, f97e00",
        "float64, fa47c35000",
        "peek, f7",
        "peek, f0",
        "peek, f8ff",
        "peek, f90000",
        "peek, fa00000000",
        "peek, ff",
        // Not UTF-8: stray continuation, cut, overlong, surrogate, beyond Unicode.
        "text, 6180",
        "text, 61c3",
        "text, 62c328",
        "text, 62c080",
        "text, 62c1bf",
        "text, 63e08080",
        "text, 63eda080",
        "text, 63edbfbf",
        "text, 64f08080a0",
        "text, 64f4908080",
        "text, 61ff"
    })
    void whatIsNotDeterministicIsRefused(String method, String encoded) {
        assertThatThrownBy(() -> read(method, reader(encoded)))
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo("cbor.malformed"))
                .hasMessageMatching("at byte \\d+: .+");
    }

    private static Object read(String method, CborReader in) {
        return switch (method) {
            case "integer" -> in.integer();
            case "bytes" -> in.bytes();
            case "text" -> in.text();
            case "array" -> in.array();
            case "map" -> in.map();
            case "tag" -> in.tag();
            case "bool" -> in.bool();
            case "float64" -> in.float64();
            case "peek" -> in.peek();
            default -> throw new IllegalArgumentException(method);
        };
    }

    @Test
    void theReplacementCharacterItselfIsText() {
        assertThat(reader("63efbfbd").text()).isEqualTo("\ufffd");
    }

    @Test
    void countsAndSizesAreChecked() {
        assertThat(reader("190100").count(256)).isEqualTo(256);
        assertRefused(() -> reader("190100").count(255));
        assertRefused(() -> reader("20").count(255));
        assertRefused(() -> reader("4100").bytes(2));
        assertRefused(() -> reader("8100").array(2, "a pair"));
        assertRefused(() -> reader("0000").end());
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo("cbor.malformed"));
    }
}
