package ankurah.text.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextDiffTest {
    @Property
    void findsTheFewestChanges(@ForAll long seed) {
        Random random = new Random(seed);
        String from = word(random, 30);
        String to = word(random, 30);
        List<TextDiff.Change> changes = TextDiff.changes(from, to);
        assertThat(apply(from, changes)).isEqualTo(to);
        int made = changes.stream()
                .mapToInt(change -> change.deleted() + change.inserted().length())
                .sum();
        assertThat(made).isEqualTo(from.length() + to.length() - 2 * longestCommon(from, to));
    }

    private static String word(Random random, int most) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(most); length > 0; length--) {
            word.append((char) ('a' + random.nextInt(4)));
        }
        return word.toString();
    }

    private static String apply(String from, List<TextDiff.Change> changes) {
        StringBuilder text = new StringBuilder(from);
        for (int i = changes.size() - 1; i >= 0; i--) {
            TextDiff.Change change = changes.get(i);
            text.replace(change.index(), change.index() + change.deleted(), change.inserted());
        }
        return text.toString();
    }

    private static int longestCommon(String a, String b) {
        int[][] length = new int[a.length() + 1][b.length() + 1];
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                length[i][j] = a.charAt(i - 1) == b.charAt(j - 1)
                        ? length[i - 1][j - 1] + 1
                        : Math.max(length[i - 1][j], length[i][j - 1]);
            }
        }
        return length[a.length()][b.length()];
    }

    @Test
    void neverCutsASurrogatePair() {
        // both share their first half
        List<TextDiff.Change> changes = TextDiff.changes("a😀b", "a😁b");
        assertThat(changes).containsExactly(new TextDiff.Change(1, 2, "😁"));
    }

    @Test
    void textsWithoutAnythingInCommonAreReplaced() {
        String from = "a".repeat(20_000);
        String to = "b".repeat(20_000);
        assertThat(apply(from, TextDiff.changes(from, to))).isEqualTo(to);
    }

    @Test
    void longTextsThatDifferALotStillComeOutRight() {
        Random random = new Random(7);
        String from = word(random, 60_000) + "x".repeat(10_000);
        String to = word(random, 60_000) + "x".repeat(9_000);
        assertThat(apply(from, TextDiff.changes(from, to))).isEqualTo(to);
    }
}
