package ankurah.core.model;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Reads;
import ankurah.core.ResultPage;
import ankurah.query.Cursor;
import ankurah.query.OrderBy;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.storage.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which entities of a model, in which order, how many. Immutable; nothing is read before {@link #list}, {@link #live} or one
 * of the others is called.
 *
 * @param <V> the view of the model
 */
public final class TypedQuery<V extends View<?>> {
    private final ModelCollection<?, V, ?> collection;
    private final Query query;

    TypedQuery(ModelCollection<?, V, ?> collection, Query query) {
        this.collection = collection;
        this.query = query;
    }

    /** The rows of this query that fulfil the predicate as well. */
    public TypedQuery<V> and(Predicate predicate) {
        return with(query.and(predicate));
    }

    /** The same rows in another order; without one they come as they were created. */
    public TypedQuery<V> orderBy(OrderBy... columns) {
        return with(query.withOrderBy(columns));
    }

    /** The first rows alone. */
    public TypedQuery<V> limit(int rows) {
        return with(query.withLimit(rows));
    }

    /** The rows behind a place in the result; see {@link TypedPage#next}. */
    public TypedQuery<V> after(Cursor cursor) {
        return with(query.withAfter(cursor));
    }

    private TypedQuery<V> with(Query other) {
        return new TypedQuery<>(collection, collection.checked(other));
    }

    /** What it asks for, by stored names. */
    public Query query() {
        return query;
    }

    ModelCollection<?, V, ?> collection() {
        return collection;
    }

    public List<V> list(Reads reads) {
        reads.declare(collection.model());
        List<Entity> rows = reads.query(name(), query);
        List<V> views = new ArrayList<>(rows.size());
        for (Entity row : rows) {
            views.add(collection.view(row));
        }
        return views;
    }

    /** The first row, if there is one. */
    public Optional<V> first(Reads reads) {
        List<V> rows = limit(1).list(reads);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /** How many rows there are. */
    public long count(Reads reads) {
        reads.declare(collection.model());
        return reads.count(name(), query);
    }

    /** Whether there is a row. */
    public boolean exists(Reads reads) {
        reads.declare(collection.model());
        return reads.exists(name(), query);
    }

    /** As many rows as the limit says, or 100, and where the next page begins. */
    public TypedPage<V> page(Context ctx) {
        ctx.declare(collection.model());
        ResultPage page = ctx.page(name(), query);
        List<V> views = new ArrayList<>(page.rows().size());
        for (Entity row : page.rows()) {
            views.add(collection.view(row));
        }
        return new TypedPage<>(views, page.next());
    }

    /** A result that follows every commit until it is closed. */
    public TypedLiveQuery<V> live(Context ctx) {
        ctx.declare(collection.model());
        return new TypedLiveQuery<>(collection, ctx.live(name(), query));
    }

    /** How the storage engine would answer it. */
    public Plan explain(Context ctx) {
        ctx.declare(collection.model());
        return ctx.explain(name(), query);
    }

    private String name() {
        return collection.model().collection();
    }

    /** As AnkQL, by stored names. */
    @Override
    public String toString() {
        return query.toString();
    }
}
