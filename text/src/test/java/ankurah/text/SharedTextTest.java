package ankurah.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SharedTextTest {
    private final TextDocument document = TextDocument.create(1);
    private final SharedText text = document.text("text");

    @Test
    void aNewTextIsEmpty() {
        assertThat(text.toString()).isEmpty();
        assertThat(text.length()).isZero();
        assertThat(text.toDelta()).isEmpty();
        assertThat(text.name()).isEqualTo("text");
        assertThat(text.document()).isSameAs(document);
        assertThat(document.encode()).containsExactly(0, 0);
    }

    @Test
    void insertsAndDeletes() {
        text.insert(0, "hello");
        text.insert(5, " world");
        text.insert(0, ">");
        text.delete(1, 6);
        text.delete(0, 0);
        text.insert(3, "");
        assertThat(text.toString()).isEqualTo(">world");
        assertThat(text.length()).isEqualTo(6);
    }

    @Property(tries = 300)
    void doesWhatAStringBuilderDoes(@ForAll long seed) {
        Random random = new Random(seed);
        SharedText mine = TextDocument.create(1).text("t");
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            int index = random.nextInt(plain.length() + 1);
            int length = Math.min(plain.length() - index, random.nextInt(8));
            if (random.nextInt(3) == 0) {
                mine.delete(index, length);
                plain.delete(index, index + length);
            } else {
                String word = "xyzwvu".substring(random.nextInt(5));
                mine.insert(index, word);
                plain.insert(index, word);
            }
            assertThat(mine.length()).isEqualTo(plain.length());
        }
        assertThat(mine.toString()).isEqualTo(plain.toString());
    }

    @Test
    void offsetsAreUtf16Units() {
        text.insert(0, "a😀b");
        assertThat(text.length()).isEqualTo(4);
        text.insert(3, "é");
        text.delete(1, 2);
        assertThat(text.toString()).isEqualTo("aéb");
    }

    @Test
    void refusesToSplitASurrogatePair() {
        text.insert(0, "a😀b");
        byte[] before = document.encode();
        assertThatThrownBy(() -> text.insert(2, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index 2")
                .hasMessageContaining("surrogate pair");
        assertThatThrownBy(() -> text.delete(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text.delete(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text.format(0, 2, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text.insert(0, "\ud83d")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text.insert(0, "\ude00x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text.replace("\ud83d")).isInstanceOf(IllegalArgumentException.class);
        assertThat(document.encode()).isEqualTo(before);
    }

    @Test
    void aPairThatARemoteEditCutsBecomesTwoReplacementCharacters() {
        text.insert(0, "😀");
        // one struct of client 2 between the halves of the pair
        byte[] cut = {1, 1, 2, 0, (byte) 0xc4, 1, 0, 1, 1, 1, 'x', 0};
        document.apply(cut);
        assertThat(text.toString()).isEqualTo("\ufffdx\ufffd");
        assertThat(text.length()).isEqualTo(3);
        TextDocument copy = TextDocument.create(3);
        copy.apply(document.encode());
        assertThat(copy.text("text").toString()).isEqualTo("\ufffdx\ufffd");
    }

    @Test
    void refusesWhatIsOutsideTheText() {
        text.insert(0, "abc");
        assertThatThrownBy(() -> text.insert(4, "x"))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("index 4")
                .hasMessageContaining("length 3");
        assertThatThrownBy(() -> text.insert(-1, "x")).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.delete(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.delete(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.delete(1, Integer.MAX_VALUE)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.positionAt(4, TextPosition.Side.LEFT))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void twoTextsOfADocumentAreApart() {
        SharedText other = document.text("other");
        text.insert(0, "one");
        other.insert(0, "two");
        text.delete(0, 1);
        assertThat(text.toString()).isEqualTo("ne");
        assertThat(other.toString()).isEqualTo("two");
        assertThat(document.text("text")).isSameAs(text);
        TextDocument copy = TextDocument.create(2);
        copy.apply(document.encode());
        assertThat(copy.text("other").toString()).isEqualTo("two");
    }

    @Test
    void replacesByFewChanges() {
        text.insert(0, "the quick brown fox");
        List<TextDelta> delta = new ArrayList<>();
        text.observe(event -> delta.addAll(event.delta()));
        text.replace("the slow brown ox!");
        assertThat(text.toString()).isEqualTo("the slow brown ox!");
        int deleted = delta.stream()
                .mapToInt(step -> step instanceof TextDelta.Delete delete ? delete.length() : 0)
                .sum();
        assertThat(deleted).isEqualTo(6);
        delta.clear();
        text.replace("the slow brown ox!");
        assertThat(delta).isEmpty();
        text.replace("");
        assertThat(text.toString()).isEmpty();
    }

    @Property(tries = 300)
    void whatReplacesIsTheText(@ForAll String from, @ForAll String to) {
        SharedText mine = TextDocument.create(1).text("t");
        mine.replace(whole(from));
        mine.replace(whole(to));
        assertThat(mine.toString()).isEqualTo(whole(to));
        assertThat(mine.length()).isEqualTo(whole(to).length());
    }

    /** Without halves of surrogate pairs. */
    private static String whole(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints().filter(c -> c < 0xd800 || c > 0xdfff).forEach(whole::appendCodePoint);
        return whole.toString();
    }

    @Test
    void replacingKeepsWhatIsNotText() {
        text.insert(0, "before after");
        text.insertEmbed(7, "picture", Map.of());
        text.replace("Before, after.");
        assertThat(text.toString()).isEqualTo("Before, after.");
        assertThat(text.length()).isEqualTo(15);
        text.replace("");
        assertThat(text.length()).isEqualTo(1);
        text.replace("x");
        assertThat(text.toString()).isEqualTo("x");
    }

    @Test
    void typingJoinsIntoOneStruct() {
        for (char c : "typed letter by letter".toCharArray()) {
            text.insert(text.length(), String.valueOf(c));
        }
        SharedText pasted = TextDocument.create(1).text("text");
        pasted.insert(0, "typed letter by letter");
        assertThat(document.encode()).isEqualTo(pasted.document().encode());
    }

    @Test
    void twoWhoTypeInTurnKeepTheirRunsTogether() {
        TextDocument other = TextDocument.create(2);
        document.onUpdate(update -> {
            if (update.local()) {
                other.apply(update.bytes());
            }
        });
        other.onUpdate(update -> {
            if (update.local()) {
                document.apply(update.bytes());
            }
        });
        text.insert(0, "|");
        StringBuilder left = new StringBuilder();
        StringBuilder right = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            char c = (char) ('a' + i % 26);
            text.insert(left.length(), String.valueOf(c));
            left.append(c);
            other.text("text").insert(other.text("text").length(), i % 100 == 0 ? "日" : "z");
            right.append(i % 100 == 0 ? "日" : "z");
        }
        assertThat(text.toString()).isEqualTo(left + "|" + right);
        assertThat(document.encode()).isEqualTo(other.encode()).hasSizeLessThan(11_000);
    }
}
