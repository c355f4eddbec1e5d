package ankurah.storage.tikv.internal;

import java.util.Arrays;
import org.tikv.kvproto.Metapb;

/** A range of keys, in the form of {@link KeyCode}, and who answers for it, as far as was known when it was looked up. */
record Region(Metapb.Region meta, Metapb.Peer leader, byte[] start, byte[] end) {

    static Region of(Metapb.Region meta, Metapb.Peer leader) {
        return new Region(
                meta, leader, meta.getStartKey().toByteArray(), meta.getEndKey().toByteArray());
    }

    boolean holds(byte[] code) {
        return Arrays.compareUnsigned(start, code) <= 0 && (isLast() || Arrays.compareUnsigned(code, end) < 0);
    }

    /** Whether the keys just before that one are in it. */
    boolean holdsBefore(byte[] code) {
        return Arrays.compareUnsigned(start, code) < 0 && (isLast() || Arrays.compareUnsigned(code, end) <= 0);
    }

    boolean isLast() {
        return end.length == 0;
    }

    boolean isFirst() {
        return start.length == 0;
    }

    Region ledBy(Metapb.Peer other) {
        return new Region(meta, other, start, end);
    }
}
