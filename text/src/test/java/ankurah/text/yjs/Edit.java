package ankurah.text.yjs;

import ankurah.text.SharedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One edit of a text, which both sides can make. */
sealed interface Edit {
    /** What stands for an embed in a text's units. */
    char EMBED = '\ufffc';

    List<String> WORDS =
            List.of("a", "b", "xyz", " ", "\n", "héllo", "日本語", "🙂", "👩‍👧", "a🇩🇪b", "\"\\", "ß".repeat(40));
    List<String> KEYS = List.of("bold", "color", "link");

    void apply(SharedText text);

    void apply(YjsDoc doc, String text);

    /** The units of the text after it. */
    void apply(StringBuilder units);

    record Insert(int at, String what, @Nullable Map<String, @Nullable Object> attributes) implements Edit {
        @Override
        public void apply(SharedText text) {
            if (attributes == null) {
                text.insert(at, what);
            } else {
                text.insert(at, what, attributes);
            }
        }

        @Override
        public void apply(YjsDoc doc, String text) {
            doc.insert(text, at, what, attributes == null ? "" : Json.of(attributes));
        }

        @Override
        public void apply(StringBuilder units) {
            cut(units, at);
            units.insert(at, what);
        }
    }

    record Delete(int at, int length) implements Edit {
        @Override
        public void apply(SharedText text) {
            text.delete(at, length);
        }

        @Override
        public void apply(YjsDoc doc, String text) {
            doc.delete(text, at, length);
        }

        @Override
        public void apply(StringBuilder units) {
            cut(units, at);
            cut(units, at + length);
            units.delete(at, at + length);
        }
    }

    record Format(int at, int length, Map<String, @Nullable Object> attributes) implements Edit {
        @Override
        public void apply(SharedText text) {
            text.format(at, length, attributes);
        }

        @Override
        public void apply(YjsDoc doc, String text) {
            doc.format(text, at, length, Json.of(attributes));
        }

        @Override
        public void apply(StringBuilder units) {}
    }

    record Embed(int at, @Nullable Object what, Map<String, @Nullable Object> attributes) implements Edit {
        @Override
        public void apply(SharedText text) {
            text.insertEmbed(at, what, attributes);
        }

        @Override
        public void apply(YjsDoc doc, String text) {
            doc.embed(text, at, Json.of(what), Json.of(attributes));
        }

        @Override
        public void apply(StringBuilder units) {
            cut(units, at);
            units.insert(at, EMBED);
        }
    }

    /**
     * A random edit.
     *
     * @param cuts whether it may cut surrogate pairs in two, as Yjs lets its users do
     * @param most how long the text may become, about
     */
    static Edit random(Random random, String units, boolean rich, boolean cuts, int most) {
        int length = units.length();
        int at = place(random, length);
        int kind = random.nextInt(rich ? 20 : 15);
        if (kind < (length < most / 2 ? 4 : 7) && at < length || length > most) {
            return delete(random, units, at, cuts);
        } else if (kind >= 17 && length > 0) {
            // Yjs itself diverges when formatting cuts a pair: it does so also where it then has nothing to write.
            int begin = whole(units, Math.min(at, length - 1));
            int end = whole(units, begin + 1 + random.nextInt(Math.min(8, length - begin)));
            return end > begin
                    ? new Format(begin, end - begin, attributes(random, 1))
                    : new Insert(begin, "f", attributes(random, 0));
        }
        int place = cuts ? at : whole(units, at);
        if (kind == 15) {
            return new Embed(place, embed(random), attributes(random, 0));
        }
        String what = word(random);
        return new Insert(place, what, rich && random.nextInt(3) == 0 ? attributes(random, 0) : null);
    }

    private static Edit delete(Random random, String units, int at, boolean cuts) {
        int length = units.length();
        int begin = Math.min(at, length - 1);
        int end = begin + 1 + random.nextInt(Math.min(random.nextInt(6) == 0 ? 200 : 6, length - begin));
        if (cuts) {
            return new Delete(begin, end - begin);
        }
        int wholeBegin = whole(units, begin);
        int wholeEnd = end < length && whole(units, end) < end ? end + 1 : end;
        return new Delete(wholeBegin, wholeEnd - wholeBegin);
    }

    /** Often where others write too. */
    private static int place(Random random, int length) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> length;
            case 2 -> length / 2;
            default -> random.nextInt(length + 1);
        };
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static Map<String, @Nullable Object> attributes(Random random, int atLeast) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        for (int i = atLeast + random.nextInt(3); i > 0; i--) {
            attributes.put(KEYS.get(random.nextInt(KEYS.size())), value(random));
        }
        return attributes;
    }

    private static @Nullable Object value(Random random) {
        return switch (random.nextInt(7)) {
            case 0, 1 -> null;
            case 2, 3 -> true;
            case 4 -> (long) random.nextInt(3);
            case 5 -> "red";
            default -> Map.of("href", "x");
        };
    }

    private static Object embed(Random random) {
        Map<String, @Nullable Object> image = new LinkedHashMap<>();
        image.put("image", word(random));
        image.put("width", random.nextInt(4000) / 8.0 + 0.0625);
        image.put("tags", List.of("x", 5L, false));
        return random.nextBoolean() ? image : Map.of("page", (long) random.nextInt(70_000));
    }

    /** The place itself, or the one before it if it lies inside a surrogate pair. */
    static int whole(String units, int at) {
        return isInside(units, at) ? at - 1 : at;
    }

    private static boolean isInside(CharSequence units, int at) {
        return at > 0
                && at < units.length()
                && Character.isHighSurrogate(units.charAt(at - 1))
                && Character.isLowSurrogate(units.charAt(at));
    }

    private static void cut(StringBuilder units, int at) {
        if (isInside(units, at)) {
            units.replace(at - 1, at + 1, "\ufffd\ufffd");
        }
    }
}
