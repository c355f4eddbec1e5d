package ankurah.core;

/** Hears of commits that a durable node refused and that were taken back. Runs on the node's {@link Dispatcher}. */
@FunctionalInterface
public interface RejectionListener {
    /**
     * Called once for each commit taken back: the refused one first, then those built on it. Also for commits of an earlier
     * process; and again at the next start if this one ends before the call has returned.
     */
    void onRejection(Rejection rejection);
}
