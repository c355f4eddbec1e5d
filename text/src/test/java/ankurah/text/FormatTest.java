package ankurah.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormatTest {
    private static final Map<String, @Nullable Object> BOLD = Map.of("bold", true);
    private static final Map<String, @Nullable Object> NOT_BOLD = Collections.singletonMap("bold", null);

    private final TextDocument document = TextDocument.create(1);
    private final SharedText text = document.text("text");

    @Test
    void formatsARange() {
        text.insert(0, "hello world");
        text.format(0, 5, BOLD);
        assertThat(text.toDelta()).containsExactly(new TextDelta.Insert("hello", BOLD), new TextDelta.Insert(" world"));
        text.format(2, 1, NOT_BOLD);
        assertThat(text.toDelta())
                .containsExactly(
                        new TextDelta.Insert("he", BOLD),
                        new TextDelta.Insert("l"),
                        new TextDelta.Insert("lo", BOLD),
                        new TextDelta.Insert(" world"));
        assertThat(text.toString()).isEqualTo("hello world");
        assertThat(text.length()).isEqualTo(11);
    }

    @Test
    void textTakesOverTheAttributesBeforeIt() {
        text.insert(0, "ab", BOLD);
        text.insert(2, "c");
        text.insert(3, "d", Map.of());
        assertThat(text.toDelta()).containsExactly(new TextDelta.Insert("abc", BOLD), new TextDelta.Insert("d"));
    }

    @Test
    void takingAwayAFormatLeavesNothingBehind() {
        text.insert(0, "hello");
        int plain = Updates.inspect(document.encode()).structs().getFirst().length();
        text.format(0, 5, BOLD);
        text.format(0, 5, NOT_BOLD);
        assertThat(text.toDelta()).containsExactly(new TextDelta.Insert("hello"));
        text.delete(0, 5);
        assertThat(text.toDelta()).isEmpty();
        assertThat(plain).isEqualTo(5);
    }

    @Test
    void attributesAreWhatJsonHas() {
        Map<String, @Nullable Object> link = Map.of("href", "x", "sizes", List.of(1L, 2.5), "deep", Map.of("a", true));
        text.insert(0, "link", Map.of("link", link, "level", 3));
        TextDelta.Insert insert = (TextDelta.Insert) text.toDelta().getFirst();
        assertThat(insert.attributes()).containsEntry("level", 3L).containsEntry("link", link);
        assertThatThrownBy(() -> text.format(0, 1, Map.of("a", new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> text.format(0, 1, Map.of("a", Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmbedIsOneUnitLong() {
        text.insert(0, "ab");
        text.insertEmbed(1, Map.of("image", "u.png"), BOLD);
        assertThat(text.length()).isEqualTo(3);
        assertThat(text.toString()).isEqualTo("ab");
        assertThat(text.toDelta())
                .containsExactly(
                        new TextDelta.Insert("a"),
                        new TextDelta.Embed(Map.of("image", "u.png"), BOLD),
                        new TextDelta.Insert("b"));
        text.delete(1, 1);
        assertThat(text.toDelta()).containsExactly(new TextDelta.Insert("ab"));
    }

    @Test
    void anEventTellsWhatWasFormatted() {
        text.insert(0, "hello world");
        List<TextDelta> delta = new ArrayList<>();
        text.observe(event -> delta.addAll(event.delta()));
        text.format(6, 5, BOLD);
        assertThat(delta).containsExactly(new TextDelta.Retain(6), new TextDelta.Retain(5, BOLD));
        delta.clear();
        text.format(6, 2, NOT_BOLD);
        assertThat(delta).containsExactly(new TextDelta.Retain(6), new TextDelta.Retain(2, NOT_BOLD));
    }

    @Property(tries = 300)
    void deltasTurnTheOldTextIntoTheNew(@ForAll long seed) {
        Random random = new Random(seed);
        List<SharedText> texts =
                List.of(TextDocument.create(1).text("t"), TextDocument.create(2).text("t"));
        List<List<Cell>> mirrors = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 2; i++) {
            List<Cell> mirror = mirrors.get(i);
            texts.get(i).observe(event -> apply(event.delta(), mirror));
        }
        for (int step = 0; step < 40; step++) {
            int who = random.nextInt(2);
            if (random.nextInt(4) == 0) {
                SharedText to = texts.get(who);
                to.document().apply(texts.get(1 - who).document().encode());
            } else {
                edit(texts.get(who), random);
            }
            assertThat(mirrors.get(who)).isEqualTo(cells(texts.get(who)));
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 2; i++) {
                texts.get(i).document().apply(texts.get(1 - i).document().encode());
            }
        }
        assertThat(texts.get(0).toDelta()).isEqualTo(texts.get(1).toDelta());
        assertThat(texts.get(0).document().encode())
                .isEqualTo(texts.get(1).document().encode());
        assertThat(mirrors.get(0)).isEqualTo(cells(texts.get(0)));
    }

    private record Cell(Object content, Map<String, @Nullable Object> attributes) {}

    private static void edit(SharedText text, Random random) {
        int index = random.nextInt(text.length() + 1);
        int length = Math.min(text.length() - index, random.nextInt(6));
        String[] names = {"bold", "italic", "colour"};
        String name = names[random.nextInt(3)];
        Map<String, @Nullable Object> attributes =
                Collections.singletonMap(name, random.nextInt(3) == 0 ? null : random.nextInt(2) == 0 ? "x" : true);
        switch (random.nextInt(6)) {
            case 0 -> text.insert(index, "abc", attributes);
            case 1 -> text.insertEmbed(index, 7L, Map.of());
            case 2 -> text.delete(index, length);
            case 3, 4 -> text.format(index, length, attributes);
            default -> text.insert(index, "de");
        }
    }

    private static List<Cell> cells(SharedText text) {
        List<Cell> cells = new ArrayList<>();
        apply(text.toDelta(), cells);
        return cells;
    }

    private static void apply(List<TextDelta> delta, List<Cell> cells) {
        int at = 0;
        for (TextDelta step : delta) {
            switch (step) {
                case TextDelta.Insert insert -> {
                    for (char c : insert.text().toCharArray()) {
                        cells.add(at++, new Cell(c, insert.attributes()));
                    }
                }
                case TextDelta.Embed embed ->
                    cells.add(at++, new Cell(String.valueOf(embed.value()), embed.attributes()));
                case TextDelta.Nested nested -> cells.add(at++, new Cell(nested.kind(), nested.attributes()));
                case TextDelta.Delete delete ->
                    cells.subList(at, at + delete.length()).clear();
                case TextDelta.Retain retain -> {
                    for (int i = 0; i < retain.length(); i++, at++) {
                        cells.set(at, new Cell(cells.get(at).content(), over(cells.get(at), retain.attributes())));
                    }
                }
            }
        }
    }

    private static Map<String, @Nullable Object> over(Cell cell, Map<String, @Nullable Object> changes) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>(cell.attributes());
        changes.forEach((key, value) -> {
            if (value == null) {
                attributes.remove(key);
            } else {
                attributes.put(key, value);
            }
        });
        return attributes;
    }
}
