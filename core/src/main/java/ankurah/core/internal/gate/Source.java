package ankurah.core.internal.gate;

import ankurah.core.internal.schema.ModelGuard;
import ankurah.event.Commit;
import org.jspecify.annotations.Nullable;

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
    /** What its operations must fit; null for everything. */
    final @Nullable ModelGuard guard;
    /** What is parked for it now; guarded by the gate. */
    int commits;

    long bytes;

    /** Parks up to 1,000 commits and 16 MiB, each for up to a minute. */
    public Source(String name, Listener listener) {
        this(name, 1000, 16 << 20, 60_000, listener);
    }

    public Source(String name, int maxCommits, long maxBytes, long maxAgeMillis, Listener listener) {
        this(name, maxCommits, maxBytes, maxAgeMillis, listener, null);
    }

    private Source(
            String name,
            int maxCommits,
            long maxBytes,
            long maxAgeMillis,
            Listener listener,
            @Nullable ModelGuard guard) {
        this.name = name;
        this.maxCommits = maxCommits;
        this.maxBytes = maxBytes;
        this.maxAgeMillis = maxAgeMillis;
        this.listener = listener;
        this.guard = guard;
    }

    /** One that has no room for parked commits, and whose operations must fit some models. */
    public static Source guarded(String name, ModelGuard guard) {
        return new Source(name, 0, 0, 0, (commit, outcome) -> {}, guard);
    }

    @Override
    public String toString() {
        return name;
    }
}
