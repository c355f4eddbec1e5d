package ankurah.fuzz;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.event.ValueText;
import ankurah.storage.LogId;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.Locale;
import java.util.function.Function;

/** Ids and values as text: one id has one text, and the text of a value reads as the value. */
public final class TextFormsTarget {
    private static final Value.Kind[] KINDS = Value.Kind.values();

    private TextFormsTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        int which = data.consumeInt(0, KINDS.length + 4);
        String text = data.consumeRemainingAsString();
        switch (which) {
            case 0 -> id(text, EntityId::parse);
            case 1 -> id(text, EventId::parse);
            case 2 -> id(text, SystemId::parse);
            case 3 -> id(text, TransactionId::parse);
            case 4 -> id(text, LogId::parse);
            default -> value(KINDS[which - 5], text);
        }
    }

    private static void id(String text, Function<String, Object> parser) {
        Object read;
        try {
            read = parser.apply(text);
        } catch (AnkurahException.Invalid refused) {
            Target.requireCode(refused);
            return;
        }
        if (!read.toString().equals(text.toUpperCase(Locale.ROOT))) {
            throw new AssertionError(text + " and " + read + " are two texts of one id");
        }
    }

    private static void value(Value.Kind kind, String text) {
        Value read = ValueText.read(kind, text);
        if (read == null || kind == Value.Kind.LIST || kind == Value.Kind.JSON) {
            return;
        }
        Value again = ValueText.read(kind, ValueText.print(read));
        if (again == null || again.compareTo(read) != 0) {
            throw new AssertionError(text + " reads as " + read + ", whose text reads as " + again);
        }
    }
}
