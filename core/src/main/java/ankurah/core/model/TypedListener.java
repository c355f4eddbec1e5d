package ankurah.core.model;

/** Hears what changes in a live query; see {@link ankurah.core.ChangeListener} for when and where. */
@FunctionalInterface
public interface TypedListener<V extends View<?>> {
    void onChange(TypedChangeSet<V> change);
}
