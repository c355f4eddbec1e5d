package ankurah.core;

/** Hears of commits that were made anew because of a wrong clock. Runs on the node's {@link Dispatcher}. */
@FunctionalInterface
public interface RemintListener {
    /** Whoever keeps ids of entities elsewhere replaces them here. */
    void onReminted(Reminted reminted);
}
