package ankurah.core.internal.gate;

import ankurah.event.Commit;

/**
 * Where commits come from that may arrive before what they are built on: a peer, or a batch. Bounds what is parked for it.
 */
public final class Source {
    /** Hears what became of a parked commit; in the middle of a group, so it must be quick and must not suspend. */
    @FunctionalInterface
    public interface Listener {
        void onSettled(Commit commit, Outcome outcome);
    }

    final String name;
    final int maxCommits;
    final long maxBytes;
    final long maxAgeMillis;
    final Listener listener;
    /** What is parked for it now; guarded by the gate. */
    int commits;

    long bytes;

    /** Parks up to 1,000 commits and 16 MiB, each for up to a minute. */
    public Source(String name, Listener listener) {
        this(name, 1000, 16 << 20, 60_000, listener);
    }

    public Source(String name, int maxCommits, long maxBytes, long maxAgeMillis, Listener listener) {
        this.name = name;
        this.maxCommits = maxCommits;
        this.maxBytes = maxBytes;
        this.maxAgeMillis = maxAgeMillis;
        this.listener = listener;
    }

    @Override
    public String toString() {
        return name;
    }
}
