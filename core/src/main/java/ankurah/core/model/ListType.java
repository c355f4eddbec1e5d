package ankurah.core.model;

import ankurah.event.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of values of one type. */
final class ListType<T> extends ValueType<List<T>> {
    private final ValueType<T> items;

    ListType(ValueType<T> items) {
        super(Value.Kind.LIST, "a list, each item " + items.description());
        this.items = items;
    }

    @Override
    public Value encode(List<T> value) {
        List<Value> encoded = new ArrayList<>(value.size());
        for (T item : value) {
            encoded.add(items.encode(item));
        }
        return new Value.List(encoded);
    }

    /** One item after the other. */
    private interface Decoding<T> {
        @Nullable
        T item(Value value);
    }

    @Override
    public @Nullable List<T> decode(Value value) {
        return decode(value, items::decode);
    }

    @Override
    boolean has(Value value) {
        if (!(value instanceof Value.List list)) {
            return false;
        }
        for (Value item : list.items()) {
            if (!items.has(item)) {
                return false;
            }
        }
        return true;
    }

    @Override
    @Nullable
    List<T> fromJson(Value json) {
        return decode(json, items::fromJson);
    }

    private static <T> @Nullable List<T> decode(Value value, Decoding<T> decoding) {
        if (!(value instanceof Value.List list)) {
            return null;
        }
        List<T> decoded = new ArrayList<>(list.items().size());
        for (Value item : list.items()) {
            T next = decoding.item(item);
            if (next == null) {
                return null;
            }
            decoded.add(next);
        }
        return Collections.unmodifiableList(decoded);
    }
}
