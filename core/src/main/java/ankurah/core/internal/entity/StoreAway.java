package ankurah.core.internal.entity;

import ankurah.event.AnkurahException;

/** Tells what a shared store says when it cannot be reached, or is not let go by others: that says nothing of what was asked. */
public final class StoreAway {
    private static final String UNREACHABLE = "storage.unreachable";
    private static final String BUSY = "storage.busy";

    private StoreAway() {}

    /** Whether the same may succeed later. */
    public static boolean is(Throwable error) {
        return error instanceof AnkurahException.Unavailable away
                && (away.code().equals(UNREACHABLE) || away.code().equals(BUSY));
    }

    /** Whether it cannot be reached, so that nobody knows what became of what was sent there. */
    public static boolean isUnreachable(Throwable error) {
        return error instanceof AnkurahException.Unavailable away && away.code().equals(UNREACHABLE);
    }
}
