package ankurah.query.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class LikePatternTest {

    private static boolean like(String text, String pattern) {
        return LikePattern.of(pattern, false).matches(text);
    }

    private static boolean ilike(String text, String pattern) {
        return LikePattern.of(pattern, true).matches(text);
    }

    @Test
    void percentIsAnyTextAndUnderscoreOneCodePoint() {
        assertThat(like("", "")).isTrue();
        assertThat(like("", "%")).isTrue();
        assertThat(like("", "_")).isFalse();
        assertThat(like("abc", "a%")).isTrue();
        assertThat(like("abc", "%c")).isTrue();
        assertThat(like("abc", "%b%")).isTrue();
        assertThat(like("abc", "a_c")).isTrue();
        assertThat(like("abc", "a_")).isFalse();
        assertThat(like("abc", "abc")).isTrue();
        assertThat(like("abc", "ab")).isFalse();
        assertThat(like("abc", "A%")).isFalse();
        assertThat(like("a😀c", "a_c")).isTrue();
        assertThat(like("a😀c", "a__c")).isFalse();
        assertThat(like("mississippi", "m%iss%ip%i")).isTrue();
        assertThat(like("mississippi", "m%iss%ix%i")).isFalse();
    }

    @Test
    void aBackslashTakesTheNextCharacterLiterally() {
        assertThat(like("50%", "50\\%")).isTrue();
        assertThat(like("500", "50\\%")).isFalse();
        assertThat(like("a_b", "a\\_b")).isTrue();
        assertThat(like("axb", "a\\_b")).isFalse();
        assertThat(like("a\\b", "a\\\\b")).isTrue();
        assertThat(like("ab", "a\\b")).isTrue();
        assertThat(like("a\\", "a\\")).isTrue();
        assertThat(like("😀", "\\😀")).isTrue();
    }

    @Test
    void ilikeComparesInSimpleCaseFolding() {
        assertThat(ilike("STRASSE", "strasse")).isTrue();
        assertThat(ilike("Straße", "STRAẞE")).isTrue();
        assertThat(ilike("STRASSE", "straße")).as("one code point folds to one").isFalse();
        assertThat(ilike("ΣΊΣΥΦΟΣ", "σίσυφος")).isTrue();
        assertThat(ilike("ſ K Å", "S k å")).isTrue();
        assertThat(ilike("I", "ı")).as("dotless i is Turkish only").isFalse();
        assertThat(ilike("İ", "i")).isFalse();
        assertThat(ilike("𐐀", "𐐨")).isTrue();
        assertThat(ilike("xABCx", "%b_X")).isTrue();
    }

    @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void everyPatternMatchesWhatATableOfAllPairsSays(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            String pattern = random(random, "abA%%_\\", 8);
            String text = random(random, "abA\\%", 10);
            for (boolean ignoreCase : new boolean[] {false, true}) {
                assertThat(LikePattern.of(pattern, ignoreCase).matches(text))
                        .as("'%s' like '%s' %s", text, pattern, ignoreCase)
                        .isEqualTo(table(text, pattern, ignoreCase));
            }
        }
    }

    private static String random(Random random, String alphabet, int maxLength) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(maxLength + 1);
        while (text.length() < length) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Whether the whole text matches, from whether each beginning of it matches each beginning of the pattern. */
    private static boolean table(String text, String pattern, boolean ignoreCase) {
        boolean[] before = new boolean[text.length() + 1];
        before[0] = true;
        for (int p = 0; p < pattern.length(); p++) {
            char c = pattern.charAt(p);
            boolean[] now = new boolean[text.length() + 1];
            boolean escaped = c == '\\' && p + 1 < pattern.length();
            if (escaped) {
                c = pattern.charAt(++p);
            }
            for (int t = 0; t <= text.length(); t++) {
                if (!escaped && c == '%') {
                    now[t] = before[t] || t > 0 && now[t - 1];
                } else if (t > 0) {
                    char x = text.charAt(t - 1);
                    boolean same = x == c || ignoreCase && Character.toLowerCase(x) == Character.toLowerCase(c);
                    now[t] = before[t - 1] && (same || !escaped && c == '_');
                }
            }
            before = now;
        }
        return before[text.length()];
    }

    @Test
    void hostilePatternsTakeNoMoreThanTextTimesPattern() {
        String text = "a".repeat(20_000);
        assertThat(like(text, "%a_".repeat(300) + "b")).isFalse();
        assertThat(ilike(text, "%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%b")).isFalse();
        assertThat(like(text, "%_".repeat(499) + "%")).isTrue();
    }

    @Test
    void thePrefixIsWhatEveryMatchBeginsWith() {
        assertThat(LikePattern.of("ab\\%c%d", false).prefix()).isEqualTo("ab%c");
        assertThat(LikePattern.of("_a", false).prefix()).isEmpty();
        assertThat(LikePattern.of("abc", false).isExact()).isTrue();
        assertThat(LikePattern.of("abc%", false).isExact()).isFalse();
    }
}
