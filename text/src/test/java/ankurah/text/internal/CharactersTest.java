package ankurah.text.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CharactersTest {
    private static final String[] WORDS = {"a", "hello", "é", "日本語", "😀", "x".repeat(5000), "ü".repeat(300)};

    private static final class Slice {
        int client;
        int start;
        String text;

        Slice(int client, int start, String text) {
            this.client = client;
            this.start = start;
            this.text = text;
        }
    }

    @Property(tries = 100)
    void slicesKeepTheirText(@ForAll long seed) {
        Random random = new Random(seed);
        Characters characters = new Characters();
        List<Slice> slices = new ArrayList<>();
        for (int step = 0; step < 100; step++) {
            int client = 1 + random.nextInt(6);
            String word = WORDS[random.nextInt(WORDS.length)];
            int choice = random.nextInt(4);
            if (choice < 2 || slices.size() < 2) {
                slices.add(new Slice(client, characters.append(client, word), word));
            } else if (choice == 2) {
                byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
                int start = characters.append(client, utf8, 0, utf8.length, word.length());
                slices.add(new Slice(client, start, word));
            } else {
                Slice left = slices.remove(random.nextInt(slices.size()));
                Slice right = slices.remove(random.nextInt(slices.size()));
                int start = characters.join(
                        client, left.start, left.text.length(), right.start, right.text.length(), random.nextBoolean());
                slices.add(new Slice(client, start, left.text + right.text));
            }
        }
        Characters moved = new Characters();
        for (Slice slice : slices) {
            int length = slice.text.length();
            assertThat(characters.string(slice.start, length)).isEqualTo(slice.text);
            Output out = new Output();
            characters.write(out, slice.start, length);
            assertThat(new Input(out.toBytes()).string()).isEqualTo(slice.text);
            int start = moved.adopt(characters, slice.start, length);
            assertThat(moved.string(start, length)).isEqualTo(slice.text);
        }
    }

    @Test
    void whatOneClientTypesLiesSideBySide() {
        Characters characters = new Characters();
        int first = characters.append(1, "ab");
        assertThat(characters.append(1, "cd")).isEqualTo(first + 2);
        int other = characters.append(2, "x");
        int third = characters.append(1, "ef");
        int joined = characters.join(1, first, 4, third, 2, true);
        assertThat(characters.append(1, "gh")).isEqualTo(joined + 6);
        assertThat(characters.string(joined, 8)).isEqualTo("abcdefgh");
        assertThat(characters.string(other, 1)).isEqualTo("x");
    }

    @Test
    void halvesOfSurrogatePairsAreWrittenAsReplacementCharacters() {
        Characters characters = new Characters();
        int start = characters.append(1, "😀");
        Output out = new Output();
        characters.write(out, start + 1, 1);
        assertThat(new Input(out.toBytes()).string()).isEqualTo("\ufffd");
    }

    @Test
    void aDocumentThatForgetsMostOfItsTextGivesTheRoomBack() {
        Store store = new Store(1, true);
        TextEdits edits = new TextEdits(store, store.root("t"));
        String page = "0123456789".repeat(2000);
        for (int i = 0; i < 20; i++) {
            store.transactions.run(null, true, () -> edits.insert(0, page));
            store.transactions.run(null, true, () -> edits.delete(0, page.length() - 10));
        }
        assertThat(store.characters.isWasteful()).isFalse();
        assertThat(new Encoder(store).document(StateVector.EMPTY)).hasSizeLessThan(1000);
    }
}
