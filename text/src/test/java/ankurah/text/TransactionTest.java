package ankurah.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private final TextDocument document = TextDocument.create(1);
    private final SharedText text = document.text("text");
    private final List<TextUpdate> updates = new ArrayList<>();
    private final List<TextEvent> events = new ArrayList<>();
    private final TextSubscription toUpdates = document.onUpdate(updates::add);
    private final TextSubscription toEvents = text.observe(events::add);

    @Test
    void clientIdsHave53Bits() {
        assertThat(TextDocument.create((1L << 53) - 1).clientId()).isEqualTo(9007199254740991L);
        assertThatThrownBy(() -> TextDocument.create(1L << 53)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TextDocument.create(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void editsOfATransactionAreOneUpdateAndOneEvent() {
        document.transact("me", () -> {
            text.insert(0, "hello world");
            text.delete(0, 6);
            document.transact("nested", () -> text.insert(5, "!"));
        });
        assertThat(text.toString()).isEqualTo("world!");
        assertThat(updates).hasSize(1);
        assertThat(updates.getFirst().origin()).isEqualTo("me");
        assertThat(updates.getFirst().local()).isTrue();
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().delta()).containsExactly(new TextDelta.Insert("world!"));
        TextDocument copy = TextDocument.create(2);
        copy.apply(updates.getFirst().bytes());
        assertThat(copy.text("text").toString()).isEqualTo("world!");
    }

    @Test
    void anEventTellsTheWayFromBeforeToNow() {
        text.insert(0, "one two three");
        events.clear();
        document.transact(() -> {
            text.delete(4, 3);
            text.insert(4, "2");
            text.insert(text.length(), "!");
        });
        assertThat(events.getFirst().delta())
                .containsExactly(
                        new TextDelta.Retain(4),
                        new TextDelta.Delete(3),
                        new TextDelta.Insert("2"),
                        new TextDelta.Retain(6),
                        new TextDelta.Insert("!"));
        assertThat(events.getFirst().text()).isSameAs(text);
    }

    @Test
    void typingOnTellsOnlyWhatIsNew() {
        text.insert(0, "ab");
        text.insert(2, "c");
        assertThat(events.getLast().delta()).containsExactly(new TextDelta.Retain(2), new TextDelta.Insert("c"));
        document.transact(() -> {
            text.insert(3, "d");
            text.delete(1, 3);
        });
        assertThat(events.getLast().delta()).containsExactly(new TextDelta.Retain(1), new TextDelta.Delete(2));
    }

    @Test
    void whatChangesNothingTellsNobody() {
        document.transact(() -> {});
        text.delete(0, 0);
        document.apply(new byte[] {0, 0});
        assertThat(updates).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void anAppliedUpdateIsNotLocal() {
        TextDocument other = TextDocument.create(2);
        other.text("text").insert(0, "theirs");
        document.apply(other.encode(), "network");
        document.apply(other.encode(), "network");
        assertThat(updates).hasSize(1);
        assertThat(updates.getFirst().local()).isFalse();
        assertThat(updates.getFirst().origin()).isEqualTo("network");
        assertThat(events.getFirst().local()).isFalse();
        assertThat(events.getFirst().delta()).containsExactly(new TextDelta.Insert("theirs"));
    }

    @Test
    void aListenerMayEdit() {
        text.observe(event -> {
            if (!text.toString().endsWith("!")) {
                text.insert(text.length(), "!");
            }
        });
        text.insert(0, "hello");
        assertThat(text.toString()).isEqualTo("hello!");
        TextDocument copy = TextDocument.create(2);
        updates.forEach(update -> copy.apply(update.bytes()));
        assertThat(copy.text("text").toString()).isEqualTo("hello!");
        assertThat(events).hasSize(2);
    }

    @Test
    void aListenerThatFailsStopsNobody() {
        document.onUpdate(update -> {
            throw new IllegalStateException("broken");
        });
        List<TextUpdate> after = new ArrayList<>();
        document.onUpdate(after::add);
        assertThatThrownBy(() -> text.insert(0, "a")).hasMessage("broken");
        assertThat(after).hasSize(1);
        assertThatThrownBy(() -> text.insert(1, "b")).hasMessage("broken");
        assertThat(text.toString()).isEqualTo("ab");
        assertThat(updates).hasSize(2);
    }

    @Test
    void aBodyThatFailsKeepsWhatItDid() {
        assertThatThrownBy(() -> document.transact(() -> {
                    text.insert(0, "kept");
                    throw new IllegalStateException("half way");
                }))
                .hasMessage("half way");
        assertThat(text.toString()).isEqualTo("kept");
        assertThat(updates).hasSize(1);
    }

    @Test
    void whoeverClosedIsNotToldAnyMore() {
        toUpdates.close();
        toEvents.close();
        toEvents.close();
        text.insert(0, "a");
        assertThat(updates).isEmpty();
        assertThat(events).isEmpty();
    }

    @Test
    void withoutGarbageCollectionWhatWasDeletedIsKept() {
        TextDocument keeping = TextDocument.create(1, false);
        keeping.text("text").insert(0, "secret");
        keeping.text("text").delete(0, 6);
        text.insert(0, "secret");
        text.delete(0, 6);
        assertThat(new String(keeping.encode(), StandardCharsets.ISO_8859_1)).contains("secret");
        assertThat(new String(document.encode(), StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(document.stateVector()).isEqualTo(keeping.stateVector());
    }
}
