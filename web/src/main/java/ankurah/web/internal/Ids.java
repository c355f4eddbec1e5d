package ankurah.web.internal;

import ankurah.event.EventId;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The texts of ids, their order, and the texts that are none. */
public final class Ids {
    private Ids() {}

    public static void write(Transcript out) {
        out.section("ids");
        List<EventId> ids = sample();
        for (EventId id : ids) {
            out.line("event id", id + " " + id.time());
            EventId again = EventId.parse(id.toString().toLowerCase(Locale.ROOT));
            out.line("lower case reads back", again.equals(id));
        }
        out.line(
                "in order",
                String.join(" ", ids.stream().sorted().map(EventId::toString).toList()));
        out.line(
                "in text order",
                String.join(" ", ids.stream().map(EventId::toString).sorted().toList()));
        Dice dice = new Dice(3);
        for (int i = 0; i < 8; i++) {
            out.line("transaction id", TransactionId.random(dice).toString());
            out.line("system id", SystemId.random(dice).toString());
        }
        refusals(out);
    }

    private static List<EventId> sample() {
        List<EventId> ids = new ArrayList<>();
        byte[] bytes = new byte[EventId.BYTES];
        ids.add(EventId.fromBytes(bytes));
        for (int i = 0; i < EventId.BYTES; i++) {
            byte[] one = new byte[EventId.BYTES];
            one[i] = (byte) 0x80;
            ids.add(EventId.fromBytes(one));
            bytes[i] = (byte) 0xff;
        }
        ids.add(EventId.fromBytes(bytes));
        Dice dice = new Dice(2);
        for (int i = 0; i < 16; i++) {
            ids.add(EventId.fromBytes(dice.bytes(EventId.BYTES)));
        }
        return ids;
    }

    private static void refusals(Transcript out) {
        String good = EventId.fromBytes(new Dice(4).bytes(EventId.BYTES)).toString();
        String[] bad = {
            "",
            "0",
            good.substring(1),
            good + "0",
            "8" + good.substring(1),
            "Z" + good.substring(1),
            "I" + good.substring(1),
            good.substring(0, 20) + "L" + good.substring(21),
            good.substring(0, 20) + "o" + good.substring(21),
            good.substring(0, 20) + "U" + good.substring(21),
            good.substring(0, 20) + "-" + good.substring(21),
            good.substring(0, 20) + "\u00e9" + good.substring(21),
            good.substring(0, 20) + "\ud83d\ude00" + good.substring(22),
            good.substring(0, 51) + "1",
            good.substring(0, 51) + "2",
            good.substring(0, 51) + "3",
        };
        for (String text : bad) {
            out.outcome("parse", () -> EventId.parse(text).toString());
        }
    }
}
