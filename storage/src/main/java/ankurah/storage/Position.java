package ankurah.storage;

import ankurah.event.Hash256;
import ankurah.event.Sha256;

/**
 * A point in a log: the first {@code number} commits. The running hash tells logs apart that share an id and a number but
 * not their content, as after a restore from an old copy: it is the SHA-256 of the running hash before, followed by the id
 * of the commit, and zero for an empty log.
 */
public record Position(LogId log, long number, Hash256 hash) {

    public static Position start(LogId log) {
        return new Position(log, 0, Hash256.ZERO);
    }

    /** The position after one more commit. */
    public Position next(Hash256 commitId, Sha256 sha256) {
        byte[] chained = new byte[2 * Hash256.BYTES];
        System.arraycopy(hash.toBytes(), 0, chained, 0, Hash256.BYTES);
        System.arraycopy(commitId.toBytes(), 0, chained, Hash256.BYTES, Hash256.BYTES);
        return new Position(log, number + 1, sha256.hash(chained));
    }

    @Override
    public String toString() {
        return log + "/" + number;
    }
}
