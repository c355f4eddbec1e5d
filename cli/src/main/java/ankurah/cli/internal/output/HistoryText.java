package ankurah.cli.internal.output;

import ankurah.core.HistoryEntry;
import ankurah.core.type.Erasure;
import ankurah.core.type.TextType;
import ankurah.event.EventId;
import ankurah.event.JsonText;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import java.util.List;

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
        out.append(",\"changes\":{");
        String separator = "";
        for (Operation operation : entry.operations()) {
            out.append(separator).append(RowText.quote(operation.property())).append(':');
            out.append(written(operation));
            separator = ",";
        }
        out.append('}');
    }

    /** A plain value as itself; an edit of texts by what it inserts and how much it deletes; others by their bytes. */
    private static String written(Operation operation) {
        if (operation.dataType().equals(Operation.LWW)) {
            return JsonText.print(ValueCodec.decode(operation.body()));
        }
        if (operation.dataType().equals(TextType.TYPE.name()) && operation.version() == TextType.TYPE.version()) {
            return text(TextType.summary(operation.body()));
        }
        if (Erasure.is(operation)) {
            List<String> erased = Erasure.TYPE.needs(operation.body()).stream()
                    .map(EventId::toString)
                    .toList();
            return "{\"dataType\":\"erase\",\"events\":" + list(erased) + "}";
        }
        return "{\"dataType\":" + RowText.quote(operation.dataType()) + ",\"version\":" + operation.version()
                + ",\"operation\":" + JsonText.print(new Value.Bytes(operation.body())) + "}";
    }

    private static String text(TextType.Summary summary) {
        return "{\"dataType\":\"text\",\"properties\":" + list(summary.properties()) + ",\"inserted\":"
                + list(summary.inserted()) + ",\"deleted\":" + summary.deleted() + "}";
    }

    private static String list(List<String> texts) {
        StringBuilder out = new StringBuilder("[");
        for (String text : texts) {
            out.append(out.length() == 1 ? "" : ",").append(RowText.quote(text));
        }
        return out.append(']').toString();
    }
}
