package ankurah.storage.tikv.internal;

import ankurah.event.AnkurahException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.tikv.shade.com.google.protobuf.ByteString;

/** What the cluster's errors mean to whoever opened the store. */
final class Failures {
    private static final int SHOWN_BYTES = 48;

    private Failures() {}

    static AnkurahException closed(String store) {
        return new AnkurahException.Unavailable("storage.closed", store + " is closed");
    }

    static AnkurahException unreachable(String store, String why, @Nullable Exception cause) {
        return new AnkurahException.Unavailable(
                "storage.unreachable", store + " does not answer: " + why + "; is the cluster up?", cause);
    }

    /** Errors that trying again does not mend. */
    static AnkurahException failed(String store, String why, @Nullable Exception cause) {
        return new AnkurahException.Fault("storage.failed", store + " refuses a request: " + why, cause);
    }

    static AnkurahException full(String store) {
        return new AnkurahException.Fault(
                "storage.disk_full", "a disk of " + store + " is full; make room and open it again");
    }

    static AnkurahException damaged(String store, String what) {
        return new AnkurahException.Fault(
                "storage.damaged", what + " in " + store + " is not what was written; restore a copy of the store");
    }

    static AnkurahException deposed(String store, String by) {
        return new AnkurahException.Fault(
                "storage.deposed",
                store + " was taken over by " + by
                        + " after this program's lease had ended, so nothing of this program's"
                        + " is written any more; stop one of them");
    }

    static AnkurahException expired(String store, long timestamp, long safePoint) {
        return new AnkurahException.Unavailable(
                "storage.snapshot_expired",
                "a snapshot of " + store + " at " + timestamp + " has been open for too long: the cluster keeps nothing"
                        + " older than " + safePoint + "; read again");
    }

    static String shown(ByteString key) {
        ByteString shown = key.substring(0, Math.min(key.size(), SHOWN_BYTES));
        return HexFormat.of().formatHex(shown.toByteArray()) + (shown.size() < key.size() ? "..." : "");
    }
}
