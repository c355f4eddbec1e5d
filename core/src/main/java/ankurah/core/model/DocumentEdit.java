package ankurah.core.model;

import ankurah.core.type.JsonMerge;
import ankurah.event.Value;

/**
 * A document in a transaction that changes it. Of two writes to one path the later stays, and writes to different paths all
 * do.
 *
 * @param <E> the edit of the model, which each call leads back to
 */
public final class DocumentEdit<E extends Edit<?>> {
    private final E edit;
    private final Property.Document property;

    DocumentEdit(E edit, Property.Document property) {
        this.edit = edit;
        this.property = property;
    }

    /**
     * Writes JSON at a path of field names joined by points, as {@code settings.theme}, in place of all that is under it. What
     * is on the way there and is no object becomes one.
     *
     * @throws ankurah.event.AnkurahException.Invalid {@code value.not_json} for a value of another kind; {@code
     *     value.too_deep}
     */
    public E set(String path, Value value) {
        edit.apply(property, JsonMerge.set(path, value));
        return edit;
    }

    /** Takes out what is at a path. */
    public E remove(String path) {
        edit.apply(property, JsonMerge.remove(path));
        return edit;
    }

    /** Writes the whole document. What others write at the same time stays if it is later. */
    public E replace(Value.Json document) {
        edit.apply(property, JsonMerge.at().set(document));
        return edit;
    }
}
