package ankurah.cli.internal.output;

import ankurah.core.HistoryEntry;
import ankurah.core.internal.archive.EventText;
import ankurah.event.JsonText;
import ankurah.event.Value;

/** An event of an entity as a JSON object on one line. */
public final class HistoryText {
    private static final long MICROS_PER_MILLI = 1_000;

    private HistoryText() {}

    public static String of(HistoryEntry entry) {
        StringBuilder out = new StringBuilder(256);
        out.append("{\"id\":\"").append(entry.id());
        out.append("\",\"time\":").append(JsonText.print(new Value.Instant(entry.timeMillis() * MICROS_PER_MILLI)));
        out.append(",\"author\":").append(RowText.quote(entry.author()));
        out.append(",\"transaction\":\"").append(entry.transaction());
        out.append("\",\"parents\":[");
        for (int i = 0; i < entry.parents().size(); i++) {
            out.append(i == 0 ? "\"" : ",\"").append(entry.parents().get(i)).append('"');
        }
        out.append(']');
        appendChanges(out, entry);
        return out.append('}').toString();
    }

    private static void appendChanges(StringBuilder out, HistoryEntry entry) {
        if (entry.erased()) {
            out.append(",\"erased\":true");
            return;
        }
        out.append(",\"changes\":").append(EventText.changes(entry.operations()));
    }
}
