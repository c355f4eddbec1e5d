package ankurah.web.internal;

import ankurah.text.SharedText;
import ankurah.text.TextDelta;
import ankurah.text.TextDocument;
import ankurah.text.TextFormatException;
import ankurah.text.TextPosition;
import ankurah.text.TextUndo;
import ankurah.text.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts that three type into at once: updates, documents, deltas, undo, positions, and bytes that are none. */
public final class SharedTexts {
    private static final String[] WORDS = {"a", "word ", "é", "日本", "😀", "\n", "longer text"};
    private static final long[] CLIENTS = {1, 4_000_000_000L, (1L << 53) - 1};

    /** One of those who type. */
    private static final class Writer {
        final TextDocument document;
        final SharedText text;
        final TextUndo undo;
        final StringBuilder deltas = new StringBuilder();

        Writer(long client, List<byte[]> updates) {
            document = TextDocument.create(client);
            text = document.text("text");
            undo = TextUndo.of(text);
            document.onUpdate(update -> {
                if (update.local()) {
                    updates.add(update.bytes());
                }
            });
            text.observe(event -> deltas.append(print(event.delta())).append(';'));
        }
    }

    private SharedTexts() {}

    public static void write(Transcript out) {
        out.section("shared texts");
        for (int seed = 0; seed < 6; seed++) {
            history(out, new Dice(100 + seed), seed % 2 == 0);
        }
        values(out);
        damaged(out);
    }

    private static void history(Transcript out, Dice dice, boolean formats) {
        List<byte[]> updates = new ArrayList<>();
        List<Writer> writers = new ArrayList<>();
        for (long client : CLIENTS) {
            writers.add(new Writer(client, updates));
        }
        for (int step = 0; step < 120; step++) {
            Writer writer = writers.get(dice.below(writers.size()));
            switch (dice.below(8)) {
                case 0, 1 -> writer.document.apply(updates.isEmpty() ? new byte[2] : any(dice, updates));
                case 2 -> writer.document.apply(any(dice, writers).document.encode(writer.document.stateVector()));
                case 3 -> out.line("undone", dice.below(3) > 0 ? writer.undo.undo() : writer.undo.redo());
                default -> edit(writer.text, dice, formats);
            }
            out.line("text", writer.text.toString());
        }
        byte[] merged = Updates.merge(updates);
        out.line("merged", merged);
        out.line("erased", Updates.erase(merged));
        for (Writer writer : writers) {
            writer.document.apply(merged);
            out.line("document", writer.document.encode());
            out.line("state", writer.document.stateVector());
            out.line("deltas", writer.deltas.toString());
            out.line("delta", print(writer.text.toDelta()));
            int middle = writer.text.length() / 2;
            TextPosition position = writer.text.positionAt(place(writer.text, middle), TextPosition.Side.LEFT);
            out.line("position", position.encode());
            out.line("index", writers.getFirst().text.indexOf(position).orElse(-1));
        }
    }

    private static <T> T any(Dice dice, List<T> list) {
        return list.get(dice.below(list.size()));
    }

    private static void edit(SharedText text, Dice dice, boolean formats) {
        int index = place(text, dice.below(text.length() + 1));
        int end = place(text, Math.min(text.length(), index + dice.below(6)));
        int choice = dice.below(formats ? 6 : 3);
        Map<String, @Nullable Object> attributes = Map.of("size", 1.5 * dice.below(3));
        switch (choice) {
            case 0 -> text.delete(index, Math.max(0, end - index));
            case 3 -> text.format(index, Math.max(0, end - index), attributes);
            case 4 -> text.insert(index, "formatted", attributes);
            case 5 -> text.insertEmbed(index, List.of(1L, "two", true), attributes);
            default -> text.insert(index, WORDS[dice.below(WORDS.length)]);
        }
    }

    /** An index, or the one before it if it is in the middle of a surrogate pair. */
    private static int place(SharedText text, int index) {
        int at = 0;
        for (TextDelta step : text.toDelta()) {
            String piece = step instanceof TextDelta.Insert insert ? insert.text() : " ";
            if (index > at && index < at + piece.length() && Character.isLowSurrogate(piece.charAt(index - at))) {
                return index - 1;
            }
            at += piece.length();
        }
        return index;
    }

    private static String print(List<TextDelta> delta) {
        StringBuilder out = new StringBuilder();
        for (TextDelta step : delta) {
            switch (step) {
                case TextDelta.Insert insert ->
                    out.append("+\"").append(insert.text()).append('"').append(print(insert.attributes()));
                case TextDelta.Embed embed ->
                    out.append("+<").append(embed.value()).append('>').append(print(embed.attributes()));
                case TextDelta.Nested nested ->
                    out.append("+<").append(nested.kind()).append('>');
                case TextDelta.Retain retain ->
                    out.append('=').append(retain.length()).append(print(retain.attributes()));
                case TextDelta.Delete delete -> out.append('-').append(delete.length());
            }
        }
        return out.toString();
    }

    private static String print(Map<String, @Nullable Object> attributes) {
        return attributes.isEmpty() ? "" : "(" + attributes.size() + " " + attributes.get("size") + ")";
    }

    /** Numbers of all sizes, which are written as JavaScript writes them. */
    private static void values(Transcript out) {
        Dice dice = new Dice(7);
        SharedText text = TextDocument.create(1).text("t");
        for (int i = 0; i < 200; i++) {
            double value = i < 100 ? Double.longBitsToDouble(dice.next()) : dice.below(1_000_000) / 1000.0;
            if (!Double.isNaN(value) && !Double.isInfinite(value)) {
                text.insertEmbed(0, value, Map.of());
            }
        }
        out.line("numbers", text.document().encode());
    }

    private static void damaged(Transcript out) {
        Dice dice = new Dice(8);
        TextDocument document = TextDocument.create(1);
        document.text("t").insert(0, "some text to damage", Map.of("bold", true));
        byte[] sound = document.encode();
        for (int i = 0; i < 300; i++) {
            byte[] damaged = sound.clone();
            damaged[dice.below(damaged.length)] = (byte) dice.next();
            try {
                TextDocument other = TextDocument.create(2);
                other.apply(damaged);
                out.line("applied", other.encode());
            } catch (TextFormatException refused) {
                out.line("refused", String.valueOf(refused.getMessage()));
            }
        }
    }
}
