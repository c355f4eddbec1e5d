package ankurah.processor.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to write instead of a type that a property cannot have. */
final class Advice {
    private static final String WHOLE_NUMBER = "write int or long";
    private static final String INSTEAD_OF_MAP = "write Value.Json, or a record with the keys as components";
    private static final String INSTEAD_OF_SET = "write Set, which merges, or List, which is one whole value";
    private static final String INSTANT =
            "write Instant for a point in time, or LocalDateTime for what a clock on a wall shows";

    private static final Map<String, String> BY_TYPE = Map.ofEntries(
            Map.entry("byte", WHOLE_NUMBER),
            Map.entry("short", WHOLE_NUMBER),
            Map.entry("java.lang.Byte", WHOLE_NUMBER),
            Map.entry("java.lang.Short", WHOLE_NUMBER),
            Map.entry("java.lang.Number", WHOLE_NUMBER + ", double or BigDecimal"),
            Map.entry("java.math.BigInteger", "write long, or BigDecimal beyond 64 bits"),
            Map.entry("float", "write double: 0.1f is not 0.1 in a query"),
            Map.entry("java.lang.Float", "write Double: 0.1f is not 0.1 in a query"),
            Map.entry("char", "write String"),
            Map.entry("java.lang.Character", "write String"),
            Map.entry("java.lang.CharSequence", "write String"),
            Map.entry("java.lang.StringBuilder", "write String"),
            Map.entry("java.net.URI", "write String"),
            Map.entry("java.net.URL", "write String"),
            Map.entry("java.nio.file.Path", "write String"),
            Map.entry("java.util.Locale", "write String, such as its language tag"),
            Map.entry("java.util.Currency", "write String, such as its code"),
            Map.entry("java.util.Date", INSTANT),
            Map.entry("java.util.Calendar", INSTANT),
            Map.entry("java.time.ZonedDateTime", INSTANT),
            Map.entry("java.time.OffsetDateTime", INSTANT),
            Map.entry("java.time.LocalTime", "write int with the unit in its name, such as startMinutes, or String"),
            Map.entry("java.time.Duration", "write long with the unit in its name, such as durationMillis"),
            Map.entry("java.time.Period", "write int with the unit in its name, such as termDays"),
            Map.entry("java.time.Year", "write int"),
            Map.entry("java.util.Optional", "write @Nullable before what is in it"),
            Map.entry("java.util.OptionalInt", "write @Nullable Integer"),
            Map.entry("java.util.OptionalLong", "write @Nullable Long"),
            Map.entry("java.util.OptionalDouble", "write @Nullable Double"),
            Map.entry("java.util.SortedSet", INSTEAD_OF_SET),
            Map.entry("java.util.Collection", "write List or Set"),
            Map.entry("java.lang.Iterable", "write List or Set"),
            Map.entry("java.util.ArrayList", "write List"),
            Map.entry("java.util.LinkedList", "write List"),
            Map.entry("java.util.HashSet", INSTEAD_OF_SET),
            Map.entry("java.util.Map", INSTEAD_OF_MAP),
            Map.entry("java.util.HashMap", INSTEAD_OF_MAP),
            Map.entry("java.util.SortedMap", INSTEAD_OF_MAP),
            Map.entry("java.util.TreeMap", INSTEAD_OF_MAP),
            Map.entry("ankurah.event.Value", "write the type it has, or Value.Json for any JSON"),
            Map.entry("ankurah.event.EventId", "write EntityId, or Ref with the model it refers to"),
            Map.entry("java.lang.Object", "write the type it has, or Value.Json for any JSON"));

    private Advice() {}

    static @Nullable String instead(String type) {
        return BY_TYPE.get(type);
    }
}
