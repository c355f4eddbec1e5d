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
    /** The number of the connection it is; 0 if it is none. */
    final long connection;
    /** What is parked for it now; guarded by the gate. */
    int commits;

    long bytes;

    /** Parks up to 1,000 commits and 16 MiB, each for up to a minute. */
    public Source(String name, Listener listener) {
        this(name, 1000, 16 << 20, 60_000, listener);
    }

    public Source(String name, int maxCommits, long maxBytes, long maxAgeMillis, Listener listener) {
        this(name, maxCommits, maxBytes, maxAgeMillis, listener, null, 0);
    }

    private Source(
            String name,
            int maxCommits,
            long maxBytes,
            long maxAgeMillis,
            Listener listener,
            @Nullable ModelGuard guard,
            long connection) {
        this.name = name;
        this.maxCommits = maxCommits;
        this.maxBytes = maxBytes;
        this.maxAgeMillis = maxAgeMillis;
        this.listener = listener;
        this.guard = guard;
        this.connection = connection;
    }

    /** One that has no room for parked commits, and whose operations must fit some models. */
    public static Source guarded(String name, ModelGuard guard, long connection) {
        return new Source(name, 0, 0, 0, (commit, outcome) -> {}, guard, connection);
    }

    @Override
    public String toString() {
        return name;
    }
}
