package ankurah.core.model;

import ankurah.core.type.AddWinsSet;

/**
 * A set in a transaction that changes it. Of an addition and a concurrent removal of one element the addition wins.
 *
 * @param <E> the edit of the model, which each call leads back to
 * @param <T> what its elements are
 */
public final class SetEdit<E extends Edit<?>, T> {
    private final E edit;
    private final Property.Members<T> property;

    SetEdit(E edit, Property.Members<T> property) {
        this.edit = edit;
        this.property = property;
    }

    public E add(T element) {
        edit.apply(property, AddWinsSet.add(property.items().encode(element)));
        return edit;
    }

    /** Removes an element; nothing happens if it is not seen here. */
    public E remove(T element) {
        edit.apply(property, AddWinsSet.remove(property.items().encode(element)));
        return edit;
    }

    /** Removes every element that is seen here. */
    public E clear() {
        edit.apply(property, AddWinsSet.clear());
        return edit;
    }
}
