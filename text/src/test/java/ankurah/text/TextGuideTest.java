package ankurah.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/text.md shows, compiled and run; the page shows this file's lines. */
class TextGuideTest {
    @Test
    void theExamplesDoWhatThePageSays() {
        TextDocument ann = TextDocument.create(1);
        TextDocument bob = TextDocument.create(2);
        ann.onUpdate(update -> bob.apply(update.bytes())); // in practice: over a network, in any order, more than once

        SharedText text = ann.text("title");
        text.insert(0, "Hello world");
        text.delete(0, 5);
        text.insert(0, "Goodbye");
        bob.text("title").toString(); // "Goodbye world"

        assertThat(bob.text("title").toString()).isEqualTo("Goodbye world");

        byte[] known = bob.stateVector(); // bob asks ...
        byte[] missing = ann.encode(known); // ... ann answers ...
        bob.apply(missing); // ... and bob has what ann has

        assertThat(bob.encode()).isEqualTo(ann.encode());

        text.insert(0, "Note: ", Map.of("bold", true));
        text.format(6, 7, Map.of("italic", true));
        text.toDelta();
        // Insert("Note: ", bold), Insert("Goodbye", italic), Insert(" world")

        assertThat(text.toDelta())
                .containsExactly(
                        new TextDelta.Insert("Note: ", Map.of("bold", true)),
                        new TextDelta.Insert("Goodbye", Map.of("italic", true)),
                        new TextDelta.Insert(" world"));

        TextUndo undo = TextUndo.of(text, "editor").groupWithin(500, System::currentTimeMillis);
        ann.transact("editor", () -> text.insert(text.length(), "!"));
        undo.undo();
        undo.redo();

        assertThat(text.toString()).isEqualTo("Note: Goodbye world!");
    }

    @Test
    void everyLineThePageShowsIsInThisFile() throws IOException {
        String self = squeezed(Files.readString(Path.of("src/test/java/ankurah/text/TextGuideTest.java")));
        List<String> lines = new ArrayList<>();
        boolean shown = false;
        for (String line : Files.readAllLines(Path.of("../docs/text.md"))) {
            if (line.equals("## In the database")) {
                break; // which this module knows nothing of; a test of the core runs it
            }
            if (line.startsWith("```")) {
                shown = line.equals("```java");
            } else if (shown && !line.isBlank()) {
                lines.add(squeezed(line));
            }
        }
        assertThat(lines)
                .hasSizeGreaterThan(15)
                .allSatisfy(line -> assertThat(self).contains(line));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
