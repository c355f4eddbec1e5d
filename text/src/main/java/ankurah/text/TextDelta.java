package ankurah.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a change, or one piece of a text, as in Quill's delta format. Lengths are UTF-16 code units; what is not text
 * (an embed, a nested type) is one unit long.
 *
 * <p>Attribute values are what JSON has: null, {@link Boolean}, {@link String}, {@link Long} (whole numbers up to 2^53),
 * {@link Double}, {@link java.util.List} and {@link Map}.
 */
public sealed interface TextDelta {
    /** Text. */
    record Insert(String text, Map<String, @Nullable Object> attributes) implements TextDelta {
        public Insert {
            attributes = copy(attributes);
        }

        public Insert(String text) {
            this(text, Map.of());
        }
    }

    /** A value in the middle of a text, such as a picture's address. */
    record Embed(@Nullable Object value, Map<String, @Nullable Object> attributes) implements TextDelta {
        public Embed {
            attributes = copy(attributes);
        }
    }

    /** A shared type in the middle of a text: {@code array}, {@code map}, {@code text} and so on. */
    record Nested(String kind, Map<String, @Nullable Object> attributes) implements TextDelta {
        public Nested {
            attributes = copy(attributes);
        }
    }

    /** What stays, with the attributes that changed on it; null is an attribute taken away. */
    record Retain(int length, Map<String, @Nullable Object> attributes) implements TextDelta {
        public Retain {
            attributes = copy(attributes);
        }

        public Retain(int length) {
            this(length, Map.of());
        }
    }

    /** What is taken away. */
    record Delete(int length) implements TextDelta {}

    private static Map<String, @Nullable Object> copy(Map<String, @Nullable Object> attributes) {
        return attributes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
