package ankurah.core.model;

import ankurah.core.LiveRows;
import ankurah.core.LiveValue;
import ankurah.core.ResultSet;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Field;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is derived from live rows of a model. */
record TypedDerivations<V extends View<?>>(ModelCollection<?, V, ?> collection, LiveRows rows) {
    TypedResultSet<V> typed(ResultSet result) {
        return new TypedResultSet<>(collection, result);
    }

    TypedRows<V> filter(Predicate<? super V> test) {
        return new TypedRows<>(collection, rows.filter(row -> test.test(collection.view(row))));
    }

    <T> LiveValue<List<T>> map(Function<? super V, ? extends T> function) {
        return rows.map(row -> function.apply(collection.view(row)));
    }

    TypedRows<V> combine(LiveRows other) {
        return new TypedRows<>(collection, rows.combine(other));
    }

    <K> LiveValue<TypedGroups<K, V>> groupBy(Field<K> field) {
        GroupKey<K> key = GroupKey.of(field, collection.model());
        return new TypedLiveGroups<>(rows.groupBy(key.stored()), key, collection);
    }

    <K> LiveValue<TypedGroups<K, V>> groupBy(Field<K> field, Field<?> summed) {
        GroupKey<K> key = GroupKey.of(field, collection.model());
        return new TypedLiveGroups<>(rows.groupBy(key.stored(), summed(summed)), key, collection);
    }

    LiveValue<Value> sum(Field<?> field) {
        return rows.sum(summed(field));
    }

    private static String summed(Field<?> field) {
        if (field.path().steps().size() != 1) {
            throw new AnkurahException.Invalid(
                    "model.sum",
                    String.join(".", field.path().steps())
                            + " is not a property of the row itself; map the rows and add up there");
        }
        return field.path().steps().get(0);
    }
}
