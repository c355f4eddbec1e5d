package ankurah.core.type;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.testkit.DataTypeKit;
import ankurah.event.EventId;
import ankurah.text.IdRange;
import ankurah.text.SharedText;
import ankurah.text.TextDocument;
import ankurah.text.Updates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Texts keep what every data type has to keep, also where authors claim what is another's. */
class TextTypeTest {
    private static final boolean DEEP = System.getProperty("ankurah.deep") != null;
    private static final int HISTORIES = DEEP ? 200 : 5;
    private static final int LONGEST = DEEP ? 300 : 40;
    private static final String[] NAMES = {"body", "title"};

    static TypedOperation<TextState> edit(Random random, TextState seen, long client, boolean formats) {
        TextDocument document = TextDocument.replica(client);
        document.apply(seen.document());
        int from = document.ownClock();
        List<IdRange> deletions = new ArrayList<>();
        document.onUpdate(
                update -> deletions.addAll(Updates.inspect(update.bytes()).deletions()));
        String name = NAMES[random.nextInt(2)];
        SharedText text = document.text(name);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int length = text.length();
            int at = random.nextInt(length + 1);
            try {
                switch (random.nextInt(formats ? 5 : 3)) {
                    case 0 -> text.insert(at, random.nextBoolean() ? "ab" : "x\uD83D\uDE00y");
                    case 1 -> text.insert(at, String.valueOf((char) ('a' + random.nextInt(26))));
                    case 2 -> text.delete(at, Math.min(length - at, random.nextInt(4)));
                    case 3 -> text.format(at, Math.min(length - at, 3), random.nextBoolean() ? bold(true) : bold(null));
                    default -> text.insertEmbed(at, "picture", Map.of());
                }
            } catch (IllegalArgumentException cutsAPair) {
                text.insert(0, "-");
            }
        }
        return TextType.update("", List.of(name), document.encodeOwn(from, deletions));
    }

    private static Map<String, Object> bold(Boolean value) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("bold", value);
        return attributes;
    }

    @Test
    void textsAreADataType() {
        DataTypeKit.of(TextType.TYPE, (random, seen) -> edit(random, seen, random.nextLong() >>> 11, false))
                .withHistories(HISTORIES)
                .withLongest(LONGEST)
                .run();
    }

    @Test
    void alsoWithFormatsAndEmbeds() {
        DataTypeKit.of(TextType.TYPE, (random, seen) -> edit(random, seen, random.nextLong() >>> 11, true))
                .withHistories(HISTORIES)
                .withLongest(LONGEST)
                .run();
    }

    @Test
    void rivalsForAClientIdAreDecidedByTheOrderOfIds() {
        DataTypeKit.of(TextType.TYPE, (random, seen) -> edit(random, seen, random.nextInt(2), false))
                .withoutGate()
                .withHistories(HISTORIES)
                .withLongest(LONGEST)
                .run();
    }

    @Test
    void erasedTextsKeepTheirPlaces() {
        TextDocument document = TextDocument.create(3);
        document.text("body").insert(0, "secret");
        byte[] body = TextType.update("ann", List.of("body"), document.encode()).write(TextState.EMPTY, null);
        byte[] erased = TextType.TYPE.erased(body);
        assertThat(new String(erased, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        EventId event = EventId.fromBytes(new byte[EventId.BYTES]);
        TextState state = TextType.TYPE.apply(TextState.EMPTY, event, erased);
        assertThat(state.text("body")).isEmpty();
        assertThat(state.names()).containsExactly("body");
        assertThat(state.nextClock(3)).isEqualTo(6);
    }
}
