package ankurah.core;

/**
 * Hears what changes in a live query. Listeners of a node run one at a time, in the order of the commits, on its
 * {@link Dispatcher}, under no lock; they may commit. What one throws is logged and stops nobody.
 */
@FunctionalInterface
public interface ChangeListener {
    void onChange(ChangeSet change);
}
