package ankurah.web.internal;

import ankurah.event.Clock;
import ankurah.event.EventId;
import ankurah.event.HybridClock;
import ankurah.event.HybridTime;
import java.util.ArrayList;
import java.util.List;

/** Hybrid times under a wall clock that jumps, and heads that fork and merge. */
public final class Clocks {
    private Clocks() {}

    public static void write(Transcript out) {
        out.section("clocks");
        stamps(out);
        heads(out);
    }

    private static void stamps(Transcript out) {
        long[] wall = {1_000, 1_000, 1_000, 5_000, 10, 10, -5, 5_001, 281_474_976_710_655L, Long.MAX_VALUE, 0};
        int[] at = {0};
        HybridClock clock = new HybridClock(() -> wall[at[0]]);
        for (int i = 0; i < wall.length; i++) {
            at[0] = i;
            if (i == 4) {
                clock.observe(HybridTime.ofMillis(7_000) + 65_534);
            }
            out.outcome("stamp at " + wall[i], () -> {
                long time = clock.next(0);
                return time + " = " + HybridTime.millis(time) + " ms + " + HybridTime.counter(time);
            });
        }
    }

    private static void heads(Transcript out) {
        Dice dice = new Dice(5);
        List<EventId> known = new ArrayList<>();
        Clock head = Clock.EMPTY;
        for (int i = 0; i < 40; i++) {
            byte[] bytes = dice.bytes(EventId.BYTES);
            bytes[0] = 0;
            bytes[1] = (byte) i;
            EventId id = EventId.fromBytes(bytes);
            Clock parents = parents(dice, head, known);
            head = head.advance(parents, id);
            known.add(id);
            out.line("head " + i, head.size() + " " + head.latestTime() + " " + text(head));
        }
        out.line("greatest 2", text(head.greatest(2)));
        out.line("doubled and turned", text(Clock.of(known.get(3), known.get(1), known.get(3), known.get(2))));
    }

    /** Mostly the whole head; at times an old event, which forks. */
    private static Clock parents(Dice dice, Clock head, List<EventId> known) {
        return known.isEmpty() || dice.below(3) > 0 ? head : Clock.of(known.get(dice.below(known.size())));
    }

    private static String text(Clock clock) {
        StringBuilder text = new StringBuilder();
        for (EventId id : clock) {
            text.append(id.toString(), 0, 12).append(' ');
        }
        return text.toString().trim();
    }
}
