package ankurah.core.internal.archive;

import ankurah.core.type.Erasure;
import ankurah.core.type.TextType;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.HybridTime;
import ankurah.event.JsonText;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import java.util.List;

/** Events as JSON that a person reads. */
public final class EventText {
    private static final long MICROS_PER_MILLI = 1_000;

    private EventText() {}

    /** Its exact bytes, and what they say. */
    static String of(Event event) {
        JsonLine out = new JsonLine()
                .text("id", event.id().toString())
                .text("collection", event.header().collection())
                .text("entity", event.entity().toString())
                .bytes("bytes", event.encode())
                .raw(
                        "time",
                        JsonText.print(new Value.Instant(
                                HybridTime.millis(event.header().time()) * MICROS_PER_MILLI)))
                .texts(
                        "parents",
                        event.header().parents().toList().stream()
                                .map(EventId::toString)
                                .toList());
        Payload payload = event.payload().orElse(null);
        return payload == null
                ? out.bool("erased", true).json()
                : out.raw("changes", changes(payload.operations())).json();
    }

    /** What operations write, by property. */
    public static String changes(List<Operation> operations) {
        JsonLine out = new JsonLine();
        for (Operation operation : operations) {
            out.raw(operation.property(), written(operation));
        }
        return out.json();
    }

    /** A plain value as itself; an edit of texts by what it inserts and how much it deletes; others by their bytes. */
    private static String written(Operation operation) {
        if (operation.dataType().equals(Operation.LWW)) {
            return JsonText.print(ValueCodec.decode(operation.body()));
        }
        if (operation.dataType().equals(TextType.TYPE.name()) && operation.version() == TextType.TYPE.version()) {
            TextType.Summary summary = TextType.summary(operation.body());
            return new JsonLine()
                    .text("dataType", "text")
                    .texts("properties", summary.properties())
                    .texts("inserted", summary.inserted())
                    .number("deleted", summary.deleted())
                    .json();
        }
        if (Erasure.is(operation)) {
            return new JsonLine()
                    .text("dataType", "erase")
                    .texts(
                            "events",
                            Erasure.TYPE.needs(operation.body()).stream()
                                    .map(EventId::toString)
                                    .toList())
                    .json();
        }
        return new JsonLine()
                .text("dataType", operation.dataType())
                .number("version", operation.version())
                .bytes("operation", operation.body())
                .json();
    }
}
