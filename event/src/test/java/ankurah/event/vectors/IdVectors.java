package ankurah.event.vectors;

import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.HybridTime;
import ankurah.event.SystemId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ids with their bytes and texts, and what a hybrid clock stamps. */
final class IdVectors {
    private IdVectors() {}

    static List<Value> ids() {
        List<Value> vectors = new ArrayList<>();
        vectors.add(event("the least id", new byte[32]));
        vectors.add(event("the least id after it", last(1)));
        vectors.add(event("the greatest time and hash", filled(0x7f, 0xff)));
        vectors.add(event("32 bytes of one bits", filled(0xff, 0xff)));
        vectors.add(event("only the first bit", filled(0x80, 0x00)));
        byte[] rising = new byte[32];
        for (int i = 0; i < rising.length; i++) {
            rising[i] = (byte) i;
        }
        vectors.add(event("rising bytes", rising));
        EventId typical =
                EventId.of(HybridTime.ofMillis(1_469_918_176_385L) + 7, Hash256.fromBytes(filled(0xa5, 0x5a)));
        vectors.add(event("a time of 2016 with counter 7", typical.toBytes()));
        vectors.add(sixteen("16 bytes of zeros", new byte[16]));
        vectors.add(sixteen("16 bytes of one bits", Arrays.copyOf(filled(0xff, 0xff), 16)));
        vectors.add(sixteen("16 rising bytes", Arrays.copyOf(rising, 16)));
        return vectors;
    }

    private static byte[] last(int value) {
        byte[] bytes = new byte[32];
        bytes[31] = (byte) value;
        return bytes;
    }

    private static byte[] filled(int first, int rest) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) rest);
        bytes[0] = (byte) first;
        return bytes;
    }

    private static Value event(String name, byte[] bytes) {
        EventId id = EventId.fromBytes(bytes);
        return Fields.named(name)
                .put("bytes", bytes)
                .put("text", id.toString())
                .put("time", id.time())
                .build();
    }

    private static Value sixteen(String name, byte[] bytes) {
        return Fields.named(name)
                .put("bytes", bytes)
                .put("text", SystemId.fromBytes(bytes).toString())
                .build();
    }

    static List<Value> times() {
        long noon = 1_700_000_000_000L;
        List<Value> vectors = new ArrayList<>();
        vectors.add(steps("a new millisecond starts with counter 0", noon, 0, noon + 1, 0, noon + 5, 0));
        vectors.add(steps("within a millisecond the counter counts", noon, 0, noon, 0, noon, 0));
        vectors.add(steps("the wall clock jumps back an hour", noon, 0, noon - 3_600_000, 0, noon + 1, 0));
        vectors.add(steps(
                "a parent from a clock that is ahead", noon, HybridTime.ofMillis(noon + 60_000) + 9, noon + 1, 0));
        vectors.add(steps("the counter carries", noon, HybridTime.ofMillis(noon) + 0xffff, noon, 0));
        vectors.add(steps("before the epoch", -5, 0, 0, 0, 1, 0));
        return vectors;
    }

    /** Pairs of the wall clock's milliseconds and the time to exceed. */
    private static Value steps(String name, long... pairs) {
        List<Value> steps = new ArrayList<>();
        long latest = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            long floor = Math.max(latest, pairs[i + 1]);
            latest = Math.max(Math.max(0, pairs[i]) << 16, floor + 1);
            steps.add(new Fields()
                    .put("wall", pairs[i])
                    .put("after", pairs[i + 1])
                    .put("time", latest)
                    .put("millis", latest >>> 16)
                    .put("counter", latest & 0xffff)
                    .build());
        }
        return Fields.named(name).put("steps", new Value.List(steps)).build();
    }
}
