package ankurah.core.model;

import ankurah.core.Change;
import ankurah.core.ChangeSet;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.LiveState;
import ankurah.core.LiveValue;
import ankurah.core.Status;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Field;
import ankurah.signals.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A query on a model whose result follows every commit. May be shared by threads. It is a signal; see {@link LiveQuery}.
 *
 * @param <V> the view of the model
 */
public final class TypedLiveQuery<V extends View<?>> implements Signal<TypedResultSet<V>>, AutoCloseable {
    private final ModelCollection<?, V, ?> collection;
    private final LiveQuery live;

    TypedLiveQuery(ModelCollection<?, V, ?> collection, LiveQuery live) {
        this.collection = collection;
        this.live = live;
    }

    /** The newest result. */
    public TypedResultSet<V> result() {
        return new TypedResultSet<>(collection, live.result());
    }

    /** {@link #result}. */
    @Override
    public TypedResultSet<V> get() {
        return result();
    }

    @Override
    public TypedResultSet<V> peek() {
        return new TypedResultSet<>(collection, live.peek());
    }

    private TypedDerivations<V> derivations() {
        return new TypedDerivations<>(collection, live);
    }

    /** The rows that a test admits, in their order. */
    public TypedRows<V> filter(Predicate<? super V> test) {
        return derivations().filter(test);
    }

    /** What a function makes of each row, in the order of the rows. */
    public <T> LiveValue<List<T>> map(Function<? super V, ? extends T> function) {
        return derivations().map(function);
    }

    /** The rows of this and another, each once, in the order they were created. */
    public TypedRows<V> combine(TypedLiveQuery<V> other) {
        return derivations().combine(other.live);
    }

    public LiveValue<Integer> count() {
        return live.count();
    }

    /** See {@link ankurah.core.LiveRows#sum}. */
    public LiveValue<Value> sum(Field<?> field) {
        return derivations().sum(field);
    }

    /**
     * The rows by a property, as {@code groupBy(Albums.GENRE)}; see {@link ankurah.core.LiveRows#groupBy(String)}.
     *
     * @throws AnkurahException.Invalid {@code model.group} for a field that is not of the rows themselves
     */
    public <K> LiveValue<TypedGroups<K, V>> groupBy(Field<K> field) {
        return derivations().groupBy(field);
    }

    /** The same, with the {@link #sum} of a property for each group. */
    public <K> LiveValue<TypedGroups<K, V>> groupBy(Field<K> field, Field<?> summed) {
        return derivations().groupBy(field, summed);
    }

    /** See {@link LiveQuery#status}. */
    public Status status() {
        return live.status();
    }

    /** Status and error as a signal; see {@link LiveQuery#state}. */
    public LiveValue<LiveState> state() {
        return live.state();
    }

    /** Why the status is {@link Status#FAILED}. */
    public Optional<AnkurahException> error() {
        return live.error();
    }

    /**
     * Waits for {@link Status#LIVE}; on a durable node that is at once.
     *
     * @throws AnkurahException.Unavailable {@code wait.timeout}
     * @throws AnkurahException the reason, if it failed
     */
    public TypedLiveQuery<V> awaitLive(Duration timeout) {
        live.awaitLive(timeout);
        return this;
    }

    /** Hears of changes from now on; the rows that are already there cause no call. */
    public TypedSubscription<V> subscribe(TypedListener<V> listener) {
        return new TypedSubscription<>(collection, live.subscribe(change -> listener.onChange(typed(change))));
    }

    private TypedChangeSet<V> typed(ChangeSet change) {
        List<TypedChange<V>> changes = new ArrayList<>(change.changes().size());
        for (Change one : change.changes()) {
            Entity row = one.row();
            changes.add(new TypedChange<>(
                    one.kind(), one.id(), row == null ? null : collection.view(row), one.oldIndex(), one.newIndex()));
        }
        return new TypedChangeSet<>(change.position(), changes, new TypedResultSet<>(collection, change.rows()));
    }

    /**
     * Selects something else of the same model: listeners hear of lost rows as removed and of new ones as initial. Of several
     * updates the one called last stays.
     */
    public void update(TypedQuery<V> query) {
        live.update(query.query());
    }

    /** What lies under it. */
    public LiveQuery untyped() {
        return live;
    }

    /** Ends it and its subscriptions. The last result stays readable. May be called again. */
    @Override
    public void close() {
        live.close();
    }
}
