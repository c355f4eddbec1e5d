package ankurah.text.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place between two items of a text, and the attributes in force there. */
final class TextCursor {
    private final Store store;
    int left;
    int right;
    final Map<String, @Nullable Object> attributes;

    TextCursor(Store store, int left, int right, Map<String, @Nullable Object> attributes) {
        this.store = store;
        this.left = left;
        this.right = right;
        this.attributes = attributes;
    }

    /** A place before an index, with what is known of the attributes there. The item there is split if need be. */
    static TextCursor at(Store store, Sequence list, int index) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        if (index == 0) {
            return new TextCursor(store, Items.NONE, list.first(), attributes);
        }
        int item = list.find(index - 1);
        int length = store.offset + 1;
        if (length < store.items.length(item)) {
            store.cleanStart(store.items.client(item), store.items.clock(item) + length);
        }
        if (list.marks() > 0) {
            list.marksBefore(item, mark -> update(attributes, format(store, mark)));
        }
        return new TextCursor(store, item, store.next(item), attributes);
    }

    static Contents.Format format(Store store, int item) {
        return (Contents.Format) store.contents.get(store.items.content(item));
    }

    static void update(Map<String, @Nullable Object> attributes, Contents.Format format) {
        if (format.value() == null) {
            attributes.remove(format.key());
        } else {
            attributes.put(format.key(), format.value());
        }
    }

    /** Passes over the item to the right. */
    void forward() {
        if (isFormat()) {
            update(attributes, format());
        }
        left = right;
        right = store.next(right);
    }

    boolean isDeleted() {
        return store.items.isDeleted(right);
    }

    /** Whether a format in force is to the right. */
    boolean isFormat() {
        return store.items.mark(right) > 0;
    }

    Contents.Format format() {
        return format(store, right);
    }
}
