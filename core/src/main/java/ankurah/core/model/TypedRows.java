package ankurah.core.model;

import ankurah.core.DerivedRows;
import ankurah.core.LiveValue;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Field;
import ankurah.signals.Signal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Rows of a model that were derived from a live query; see {@link ankurah.core.LiveRows}.
 *
 * @param <V> the view of the model
 */
public final class TypedRows<V extends View<?>> implements Signal<TypedResultSet<V>>, AutoCloseable {
    private final TypedDerivations<V> derivations;
    private final DerivedRows rows;

    TypedRows(ModelCollection<?, V, ?> collection, DerivedRows rows) {
        this.derivations = new TypedDerivations<>(collection, rows);
        this.rows = rows;
    }

    @Override
    public TypedResultSet<V> get() {
        return derivations.typed(rows.get());
    }

    @Override
    public TypedResultSet<V> peek() {
        return derivations.typed(rows.peek());
    }

    /** The rows that a test admits, in their order. */
    public TypedRows<V> filter(Predicate<? super V> test) {
        return derivations.filter(test);
    }

    /** What a function makes of each row, in the order of the rows. */
    public <T> LiveValue<List<T>> map(Function<? super V, ? extends T> function) {
        return derivations.map(function);
    }

    /** The rows of this and another, each once, in the order they were created. */
    public TypedRows<V> combine(TypedRows<V> other) {
        return derivations.combine(other.rows);
    }

    public LiveValue<Integer> count() {
        return rows.count();
    }

    /** See {@link ankurah.core.LiveRows#sum}. */
    public LiveValue<Value> sum(Field<?> field) {
        return derivations.sum(field);
    }

    /**
     * The rows by a property, as {@code groupBy(Albums.GENRE)}; see {@link ankurah.core.LiveRows#groupBy(String)}.
     *
     * @throws AnkurahException.Invalid {@code model.group} for a field that is not of the rows themselves
     */
    public <K> LiveValue<TypedGroups<K, V>> groupBy(Field<K> field) {
        return derivations.groupBy(field);
    }

    /** The same, with the {@link #sum} of a property for each group. */
    public <K> LiveValue<TypedGroups<K, V>> groupBy(Field<K> field, Field<?> summed) {
        return derivations.groupBy(field, summed);
    }

    /** What lies under it. */
    public DerivedRows untyped() {
        return rows;
    }

    /** Ends it; it stays as it is. May be called again. */
    @Override
    public void close() {
        rows.close();
    }
}
