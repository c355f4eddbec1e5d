package ankurah.core.internal.live;

import ankurah.core.RowFunction;
import ankurah.query.SortKey;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.PersistentMap;
import java.util.Objects;

/** What a function makes of each row. */
record Mapping<T>(RowFunction<? extends T> function) implements Derivation<MappedRows<T>> {
    @Override
    public MappedRows<T> empty(Rows like) {
        return new MappedRows<>(PersistentMap.empty(like.sorted().order()));
    }

    @Override
    public MappedRows<T> next(MappedRows<T> before, Rows old, Rows now) {
        Editor<SortKey, T> editor = before.sorted.edit();
        boolean[] changed = new boolean[1];
        RowChanges.visit(old, now, (key, was, is) -> {
            T value = is == null ? null : Objects.requireNonNull(function.of(is), "a row was mapped to null");
            if (Objects.equals(before.sorted.get(key), value)) {
                return;
            }
            changed[0] = true;
            if (value == null) {
                editor.remove(key);
            } else {
                editor.put(key, value);
            }
        });
        return changed[0] ? new MappedRows<>(editor.build()) : before;
    }
}
