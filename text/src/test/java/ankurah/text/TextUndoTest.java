package ankurah.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextUndoTest {
    private final TextDocument document = TextDocument.create(1);
    private final SharedText text = document.text("text");
    private final TextUndo undo = TextUndo.of(text);

    @Test
    void undoesAndRedoesStepByStep() {
        text.insert(0, "one");
        text.insert(3, " two");
        text.delete(0, 3);
        assertThat(text.toString()).isEqualTo(" two");
        assertThat(undo.undo()).isTrue();
        assertThat(text.toString()).isEqualTo("one two");
        assertThat(undo.undo()).isTrue();
        assertThat(text.toString()).isEqualTo("one");
        assertThat(undo.redo()).isTrue();
        assertThat(undo.redo()).isTrue();
        assertThat(text.toString()).isEqualTo(" two");
        assertThat(undo.canRedo()).isFalse();
        assertThat(undo.redo()).isFalse();
    }

    @Test
    void leavesAloneWhatOthersDid() {
        TextDocument other = TextDocument.create(2);
        text.insert(0, "mine ");
        other.apply(document.encode());
        other.text("text").insert(5, "theirs");
        document.apply(other.encode());
        text.insert(0, "also mine ");
        assertThat(undo.undo()).isTrue();
        assertThat(undo.undo()).isTrue();
        assertThat(undo.undo()).isFalse();
        assertThat(text.toString()).isEqualTo("theirs");
        undo.redo();
        assertThat(text.toString()).isEqualTo("mine theirs");
    }

    @Test
    void othersSeeWhatWasUndone() {
        text.insert(0, "text");
        text.delete(1, 2);
        undo.undo();
        TextDocument other = TextDocument.create(2);
        other.apply(document.encode());
        assertThat(other.text("text").toString()).isEqualTo("text");
    }

    @Test
    void aNewEditEndsRedoing() {
        text.insert(0, "a");
        undo.undo();
        assertThat(undo.canRedo()).isTrue();
        text.insert(0, "b");
        assertThat(undo.canRedo()).isFalse();
        assertThat(undo.redo()).isFalse();
    }

    @Test
    void followsTheOriginItWasTold() {
        TextUndo editor = TextUndo.of(text, "editor");
        document.transact("editor", () -> text.insert(0, "edited "));
        document.transact("import", () -> text.insert(7, "imported"));
        assertThat(undo.canUndo()).isFalse();
        assertThat(editor.undo()).isTrue();
        assertThat(editor.canUndo()).isFalse();
        assertThat(text.toString()).isEqualTo("imported");
    }

    @Test
    void ignoresOtherTexts() {
        document.text("other").insert(0, "x");
        assertThat(undo.canUndo()).isFalse();
        assertThat(undo.undo()).isFalse();
        assertThat(document.text("other").toString()).isEqualTo("x");
    }

    @Test
    void groupsWhatFollowsQuickly() {
        long[] now = {1000};
        undo.groupWithin(500, () -> now[0]);
        text.insert(0, "a");
        now[0] += 400;
        text.insert(1, "b");
        now[0] += 600;
        text.insert(2, "c");
        undo.stopGrouping();
        text.insert(3, "d");
        undo.undo();
        assertThat(text.toString()).isEqualTo("abc");
        undo.undo();
        assertThat(text.toString()).isEqualTo("ab");
        undo.undo();
        assertThat(text.toString()).isEmpty();
        undo.redo();
        assertThat(text.toString()).isEqualTo("ab");
    }

    @Test
    void bringsBackFormatsAndEmbeds() {
        text.insert(0, "bold", Map.of("bold", true));
        text.insertEmbed(4, "picture", Map.of());
        List<TextDelta> before = text.toDelta();
        text.delete(0, 5);
        assertThat(text.toDelta()).isEmpty();
        undo.undo();
        assertThat(text.toDelta()).isEqualTo(before);
        undo.undo();
        undo.undo();
        assertThat(text.length()).isZero();
    }

    @Test
    void forgetsItsStepsAndLetsGoOfWhatTheyKept() {
        text.insert(0, "secret");
        text.delete(0, 6);
        undo.clear();
        assertThat(undo.canUndo()).isFalse();
        text.insert(0, "x");
        undo.close();
        text.insert(0, "y");
        assertThat(undo.canUndo()).isFalse();
    }

    @Property(tries = 300)
    void undoingEverythingLeavesWhatOthersTyped(@ForAll long seed) {
        Random random = new Random(seed);
        TextDocument mine = TextDocument.create(1);
        TextDocument theirs = TextDocument.create(2);
        TextUndo steps = TextUndo.of(mine.text("t"));
        List<String> states = new ArrayList<>();
        StringBuilder others = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            SharedText own = mine.text("t");
            if (random.nextInt(4) == 0) {
                theirs.apply(mine.encode());
                theirs.text("t").insert(random.nextInt(theirs.text("t").length() + 1), "X");
                others.append('X');
                mine.apply(theirs.encode());
            } else {
                int index = random.nextInt(own.length() + 1);
                own.insert(index, "ab");
            }
            states.add(own.toString());
        }
        while (steps.undo()) {
            assertThat(steps.canRedo()).isTrue();
        }
        assertThat(mine.text("t").toString()).isEqualTo(others.toString());
        while (steps.redo()) {
            assertThat(steps.canUndo()).isTrue();
        }
        assertThat(mine.text("t").toString()).isEqualTo(states.getLast());
    }
}
