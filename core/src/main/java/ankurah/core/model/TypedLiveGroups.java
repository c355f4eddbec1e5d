package ankurah.core.model;

import ankurah.core.Groups;
import ankurah.core.LiveValue;
import ankurah.core.ValueListener;

/** Groups of views that follow every commit. */
record TypedLiveGroups<K, V extends View<?>>(
        LiveValue<Groups> groups, GroupKey<K> key, ModelCollection<?, V, ?> collection)
        implements LiveValue<TypedGroups<K, V>> {
    private TypedGroups<K, V> typed(Groups stored) {
        return new TypedGroups<>(stored, key, collection);
    }

    @Override
    public TypedGroups<K, V> get() {
        return typed(groups.get());
    }

    @Override
    public TypedGroups<K, V> peek() {
        return typed(groups.peek());
    }

    @Override
    public Watch watch(ValueListener<? super TypedGroups<K, V>> listener) {
        return groups.watch(stored -> listener.onValue(typed(stored)));
    }

    @Override
    public void close() {
        groups.close();
    }
}
