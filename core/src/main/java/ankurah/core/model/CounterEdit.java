package ankurah.core.model;

import ankurah.core.type.Counter;

/**
 * A counter in a transaction that changes it. What several transactions add adds up, whatever their order.
 *
 * @param <E> the edit of the model, which each call leads back to
 */
public final class CounterEdit<E extends Edit<?>> {
    private final E edit;
    private final Property.Counting property;

    CounterEdit(E edit, Property.Counting property) {
        this.edit = edit;
        this.property = property;
    }

    /**
     * Adds an amount, which may be negative.
     *
     * @throws ankurah.event.AnkurahException.Invalid {@code counter.amount} if what the transaction adds does not fit in 64
     *     bits
     */
    public E add(long amount) {
        edit.apply(property, Counter.add(amount));
        return edit;
    }

    /** Adds the negative of an amount. */
    public E subtract(long amount) {
        edit.apply(property, Counter.subtract(amount));
        return edit;
    }
}
