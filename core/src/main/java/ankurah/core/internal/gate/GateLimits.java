package ankurah.core.internal.gate;

/**
 * What bounds the gate.
 *
 * @param queuedCommits how many commits may wait to be judged
 * @param queuedBytes how many bytes of commits may wait to be judged
 * @param groupCommits how many commits are stored together at most
 * @param groupBytes how many bytes of commits are stored together at most, unless a single one is larger
 * @param skewMillis how far ahead of this node's clock an event may be dated
 * @param waitMillis how long a caller waits for its commit
 */
public record GateLimits(
        int queuedCommits, long queuedBytes, int groupCommits, long groupBytes, long skewMillis, long waitMillis) {
    public static final GateLimits DEFAULT = new GateLimits(4096, 64 << 20, 256, 4 << 20, 60_000, 60_000);
}
