package ankurah.core.model;

import ankurah.core.Subscription;

/** A listener's place at a live query. */
public final class TypedSubscription<V extends View<?>> implements AutoCloseable {
    private final ModelCollection<?, V, ?> collection;
    private final Subscription subscription;

    TypedSubscription(ModelCollection<?, V, ?> collection, Subscription subscription) {
        this.collection = collection;
        this.subscription = subscription;
    }

    /** The result that the first change continues from. */
    public TypedResultSet<V> initial() {
        return new TypedResultSet<>(collection, subscription.initial());
    }

    /** Ends it: no call begins afterwards. May be called again. */
    @Override
    public void close() {
        subscription.close();
    }
}
