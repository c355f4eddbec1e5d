package ankurah.core.internal.archive;

import ankurah.event.Hash256;
import ankurah.event.Sha256;

/** The running hash over things in a row: the SHA-256 of the hash before, followed by the bytes of the next one. */
final class LineHash {
    private final Sha256 sha256;
    private Hash256 hash = Hash256.ZERO;
    private long count;

    LineHash(Sha256 sha256) {
        this.sha256 = sha256;
    }

    void add(byte[] bytes) {
        byte[] chained = new byte[Hash256.BYTES + bytes.length];
        System.arraycopy(hash.toBytes(), 0, chained, 0, Hash256.BYTES);
        System.arraycopy(bytes, 0, chained, Hash256.BYTES, bytes.length);
        hash = sha256.hash(chained);
        count++;
    }

    Hash256 hash() {
        return hash;
    }

    long count() {
        return count;
    }
}
