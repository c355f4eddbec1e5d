package ankurah.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an update is told to rest on, and one update for many edits. */
class UpdateNeedsTest {
    private static List<byte[]> updatesOf(TextDocument document) {
        List<byte[]> updates = new ArrayList<>();
        document.onUpdate(update -> updates.add(update.bytes()));
        return updates;
    }

    @Test
    void neighboursAndDeletionsAreNeeded() {
        TextDocument first = TextDocument.create(1);
        first.text("t").insert(0, "abcdef");
        UpdateNeeds alone = Updates.needs(first.encode());
        assertThat(alone.clocks()).isEmpty();
        assertThat(alone.roots()).containsExactly("t");
        assertThat(alone.onlyText()).isTrue();

        TextDocument second = TextDocument.create(2);
        SharedText text = second.text("t");
        second.apply(first.encode());
        List<byte[]> updates = updatesOf(second);
        text.insert(3, "x");
        assertThat(Updates.needs(updates.getLast()).clocks()).isEqualTo(Map.of(1L, 3));
        assertThat(Updates.needs(updates.getLast()).roots()).isEmpty();
        text.delete(5, 2);
        assertThat(Updates.needs(updates.getLast()).clocks()).isEqualTo(Map.of(1L, 5));
        assertThat(Updates.insertedText(updates.getFirst())).containsExactly("x");
    }

    @Test
    void gapsAndOtherThingsThanTextAreTold() {
        TextDocument document = TextDocument.create(1);
        List<byte[]> updates = updatesOf(document);
        SharedText text = document.text("t");
        for (String letter : List.of("a", "b", "c")) {
            text.insert(text.length(), letter);
        }
        byte[] gap = Updates.merge(List.of(updates.get(0), updates.get(2)));
        assertThat(Updates.needs(gap).onlyText()).isFalse();
        assertThatThrownBy(() -> Updates.needs(new byte[] {1})).isInstanceOf(TextFormatException.class);
    }

    @Test
    void manyEditsBecomeOneUpdateInWhichWhatWasDeletedIsGone() {
        TextDocument document = TextDocument.replica(7);
        SharedText text = document.text("t");
        text.insert(0, "start");
        TextDocument other = TextDocument.replica(8);
        other.text("t");
        other.apply(document.encode());
        int from = document.ownClock();
        List<IdRange> deletions = new ArrayList<>();
        document.onUpdate(
                update -> deletions.addAll(Updates.inspect(update.bytes()).deletions()));
        for (int i = 0; i < 10; i++) {
            text.insert(text.length(), String.valueOf(i));
        }
        text.delete(8, 2);
        text.delete(0, 1);
        byte[] all = document.encodeOwn(from, deletions);
        assertThat(String.join("", Updates.insertedText(all))).isEqualTo("01256789");
        assertThat(all.length).isLessThan(60);
        other.apply(all);
        assertThat(other.text("t").toString()).isEqualTo(text.toString());
        assertThat(other.encode()).isEqualTo(document.encode());
    }

    @Test
    void aReplicaTidiesNothingByItself() {
        TextDocument ann = TextDocument.create(1);
        ann.text("t").insert(0, "word");
        TextDocument bob = TextDocument.create(2);
        bob.text("t");
        bob.apply(ann.encode());
        List<byte[]> updates = updatesOf(ann);
        List<byte[]> others = updatesOf(bob);
        ann.text("t").format(0, 4, Map.of("bold", true));
        bob.text("t").format(0, 4, Map.of("bold", true));
        List<byte[]> all = new ArrayList<>(List.of(ann.encode()));
        all.addAll(updates);
        all.addAll(others);
        byte[] first = applied(all);
        assertThat(applied(all.reversed())).isEqualTo(first);
    }

    private static byte[] applied(List<byte[]> updates) {
        TextDocument document = TextDocument.replica(0);
        document.text("t");
        updates.forEach(document::apply);
        return document.encode();
    }
}
