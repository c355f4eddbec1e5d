package ankurah.core.model;

import ankurah.event.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets of values of one type, in the order of the values. */
final class SetType<T> extends ValueType<Set<T>> {
    private final ListType<T> list;

    SetType(ValueType<T> items) {
        super(Value.Kind.LIST, "a set, each element " + items.description());
        this.list = new ListType<>(items);
    }

    @Override
    public Value encode(Set<T> value) {
        return list.encode(new ArrayList<>(value));
    }

    @Override
    public @Nullable Set<T> decode(Value value) {
        List<T> items = list.decode(value);
        return items == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(items));
    }

    @Override
    boolean has(Value value) {
        return list.has(value);
    }
}
