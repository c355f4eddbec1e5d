package ankurah.storage.tikv.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The regions that are known. What is known may be old; whoever finds that out says so. */
final class Regions {
    /** Far more than a store has; when there are more, all are looked up anew. */
    private static final int MOST = 100_000;

    private final TreeMap<byte[], Region> byStart = new TreeMap<>(Arrays::compareUnsigned);

    synchronized @Nullable Region holding(byte[] code) {
        Map.Entry<byte[], Region> entry = byStart.floorEntry(code);
        return entry != null && entry.getValue().holds(code) ? entry.getValue() : null;
    }

    synchronized @Nullable Region holdingBefore(byte[] code) {
        Map.Entry<byte[], Region> entry = byStart.lowerEntry(code);
        return entry != null && entry.getValue().holdsBefore(code) ? entry.getValue() : null;
    }

    /** In place of all that overlap it. */
    synchronized void put(Region region) {
        if (byStart.size() >= MOST) {
            byStart.clear();
        }
        Map.Entry<byte[], Region> before = byStart.lowerEntry(region.start());
        if (before != null
                && (before.getValue().isLast()
                        || Arrays.compareUnsigned(before.getValue().end(), region.start()) > 0)) {
            byStart.remove(before.getKey());
        }
        if (region.isLast()) {
            byStart.tailMap(region.start(), true).clear();
        } else {
            byStart.subMap(region.start(), true, region.end(), false).clear();
        }
        byStart.put(region.start(), region);
    }

    synchronized void forget(Region region) {
        byStart.remove(region.start(), region);
    }
}
