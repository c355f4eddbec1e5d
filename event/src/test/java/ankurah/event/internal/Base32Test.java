package ankurah.event.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Base32Test {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Property
    void bytesReadBackFromTheirText(@ForAll @Size(min = 1, max = 70) byte[] bytes) {
        String text = Base32.encode(bytes);
        assertThat(Base32.decode(text, bytes.length, "x")).isEqualTo(bytes);
        assertThat(Base32.decode(text.toLowerCase(Locale.ROOT), bytes.length, "x"))
                .isEqualTo(bytes);
    }

    @Property
    void theTextIsTheNumberWithTwoZeroBitsInFrontAndZeroBitsBehind(@ForAll @Size(min = 1, max = 40) byte[] bytes) {
        String text = Base32.encode(bytes);
        int behind = text.length() * 5 - 2 - bytes.length * 8;
        BigInteger number = new BigInteger(1, bytes).shiftLeft(behind);
        StringBuilder expected = new StringBuilder();
        for (int i = text.length() - 1; i >= 0; i--) {
            int digit = number.shiftRight(5 * i).intValue() & 31;
            expected.append(ALPHABET.charAt(digit));
        }
        assertThat(behind).isBetween(0, 4);
        assertThat(text).isEqualTo(expected.toString());
    }

    @Property
    void textsSortAsTheirBytes(@ForAll @Size(32) byte[] a, @ForAll @Size(32) byte[] b) {
        assertThat(Integer.signum(Base32.encode(a).compareTo(Base32.encode(b))))
                .isEqualTo(Integer.signum(Arrays.compareUnsigned(a, b)));
    }

    @Test
    void everyCharacterOutsideTheAlphabetIsRefused() {
        String text = Base32.encode(new byte[32]);
        for (char c = 0; c < 0x250; c++) {
            String changed = text.substring(0, 20) + c + text.substring(21);
            String upper = c < 0x80 ? ("" + c).toUpperCase(Locale.ROOT) : "" + c;
            if (!ALPHABET.contains(upper)) {
                assertRefused(changed, "is not a Crockford base32 digit");
            }
        }
        for (String letter : new String[] {"I", "L", "O", "U", "i", "l", "o", "u", "ı", "ſ"}) {
            assertRefused(letter + text.substring(1), "is not a Crockford base32 digit");
        }
    }

    @Test
    void paddingThatIsNotZeroIsRefused() {
        String text = Base32.encode(new byte[32]);
        for (char first : "89ABCDEFGHJKMNPQRSTVWXYZ".toCharArray()) {
            assertRefused(first + text.substring(1), "its first digit is above 7");
        }
        for (String last : new String[] {"1", "2", "3", "5", "Z"}) {
            assertRefused(text.substring(0, 51) + last, "padding bits");
        }
        assertThat(Base32.decode(text.substring(0, 51) + "4", 32, "an id")[31]).isEqualTo((byte) 1);
    }

    @Test
    void everyOtherLengthIsRefused() {
        for (int length = 0; length < 60; length++) {
            if (length != 52) {
                assertRefused("0".repeat(length), "characters instead of 52");
            }
        }
        assertRefused("0".repeat(100_000), "characters instead of 52");
    }

    private static void assertRefused(String text, String why) {
        assertThatThrownBy(() -> Base32.decode(text, 32, "an id"))
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo("id.malformed"))
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(250));
    }
}
