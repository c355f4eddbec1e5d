package ankurah.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdatesTest {
    private final TextDocument ann = TextDocument.create(1);
    private final TextDocument bob = TextDocument.create((1L << 53) - 1);
    private final List<byte[]> updates = new ArrayList<>();

    UpdatesTest() {
        ann.onUpdate(update -> updates.add(update.bytes()));
        bob.onUpdate(update -> {
            if (update.local()) {
                updates.add(update.bytes());
            }
        });
    }

    @Test
    void inspectionListsRangesOfStructsAndDeletions() {
        ann.text("t").insert(0, "hello");
        ann.text("t").insert(5, " world");
        ann.text("t").delete(2, 3);
        assertThat(Updates.inspect(updates.get(1)))
                .isEqualTo(new UpdateContents(List.of(new IdRange(1, 5, 6)), List.of()));
        assertThat(Updates.inspect(updates.get(2)))
                .isEqualTo(new UpdateContents(List.of(), List.of(new IdRange(1, 2, 3))));
        assertThat(Updates.inspect(ann.encode()))
                .isEqualTo(new UpdateContents(List.of(new IdRange(1, 0, 11)), List.of(new IdRange(1, 2, 3))));
        assertThat(new IdRange(1, 2, 3).end()).isEqualTo(5);
    }

    @Test
    void aGapIsNoRange() {
        ann.text("t").insert(0, "a");
        ann.text("t").insert(1, "b");
        ann.text("t").insert(2, "c");
        byte[] gap = Updates.merge(List.of(updates.get(2), updates.get(0)));
        assertThat(Updates.inspect(gap).structs()).containsExactly(new IdRange(1, 0, 1), new IdRange(1, 2, 1));
        assertThat(Updates.readStateVector(Updates.stateVectorOf(gap))).isEqualTo(Map.of(1L, 1));
        assertThat(Updates.readStateVector(Updates.stateVectorOf(updates.get(1))))
                .isEmpty();
        byte[] whole = Updates.merge(List.of(gap, updates.get(1)));
        assertThat(Updates.inspect(whole).structs()).containsExactly(new IdRange(1, 0, 3));
    }

    @Test
    void stateVectorsNameTheFirstMissingClock() {
        ann.text("t").insert(0, "hello");
        bob.apply(ann.encode());
        bob.text("t").insert(5, "!!");
        assertThat(Updates.readStateVector(bob.stateVector())).isEqualTo(Map.of(1L, 5, (1L << 53) - 1, 2));
    }

    @Test
    void aDifferenceHasWhatIsNew() {
        ann.text("t").insert(0, "hello");
        bob.apply(ann.encode());
        byte[] known = bob.stateVector();
        ann.text("t").insert(5, " world");
        byte[] ofUpdate = Updates.diff(ann.encode(), known);
        assertThat(ofUpdate).isEqualTo(ann.encode(known)).isEqualTo(updates.getLast());
        bob.apply(ofUpdate);
        assertThat(bob.text("t").toString()).isEqualTo("hello world");
        assertThat(Updates.inspect(Updates.diff(ann.encode(), ann.stateVector()))
                        .structs())
                .isEmpty();
    }

    @Test
    void aDifferenceMayCutAStructAndASurrogatePair() {
        ann.text("t").insert(0, "a😀b");
        byte[] half = Updates.diff(ann.encode(), new byte[] {1, 1, 2});
        assertThat(Updates.inspect(half).structs()).containsExactly(new IdRange(1, 2, 2));
        assertThat(ann.encode(new byte[] {1, 1, 2})).isEqualTo(half);
    }

    @Test
    void erasedUpdatesKeepTheStructsOfOthersInPlace() {
        ann.text("t").insert(0, "secret");
        bob.apply(ann.encode());
        bob.text("t").insert(3, "|kept|");
        byte[] erased = Updates.erase(updates.get(0));
        assertThat(new String(erased, StandardCharsets.ISO_8859_1)).doesNotContain("secret");

        TextDocument fresh = TextDocument.create(9);
        fresh.apply(erased);
        fresh.apply(updates.get(1));
        assertThat(fresh.text("t").toString()).isEqualTo("|kept|");

        bob.apply(erased);
        assertThat(bob.text("t").toString()).isEqualTo("|kept|");
        assertThat(bob.encode()).isEqualTo(fresh.encode());
        assertThat(Updates.erase(erased)).isEqualTo(erased);
    }

    @Test
    void mergingOneUpdateIsThatUpdateAndMergingNoneIsEmpty() {
        ann.text("t").insert(0, "x");
        assertThat(Updates.merge(List.of(ann.encode()))).isEqualTo(ann.encode());
        assertThat(Updates.merge(List.of())).containsExactly(0, 0);
    }

    @Test
    void manyUpdatesMergeIntoWhatOneDocumentWouldSay() {
        for (int i = 0; i < 300; i++) {
            ann.text("t").insert(ann.text("t").length() / 2, "word ");
            if (i % 3 == 0) {
                ann.text("t").delete(i, 2);
            }
        }
        TextDocument copy = TextDocument.create(3);
        copy.apply(Updates.merge(updates));
        assertThat(copy.encode()).isEqualTo(ann.encode());
    }
}
