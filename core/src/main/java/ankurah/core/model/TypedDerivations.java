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

    LiveValue<Value> sum(Field<?> field) {
        if (field.path().steps().size() != 1) {
            throw new AnkurahException.Invalid(
                    "model.sum", field.path() + " is not a property of the row itself; map the rows and add up there");
        }
        return rows.sum(field.path().steps().get(0));
    }
}
