package ankurah.text.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Edits of a text that has formats. A format is an item that sets an attribute from there on; so text inserted with other
 * attributes than those around it stands between formats that set them and formats that set them back. Which formats are
 * inserted, and which are found redundant and deleted, is as in Yjs.
 */
final class FormattedEdits {
    private final Store store;
    private final Items items;
    private final TextEdits edits;

    FormattedEdits(Store store, Branch branch) {
        this.store = store;
        items = store.items;
        edits = new TextEdits(store, branch);
    }

    void insert(TextCursor cursor, int kind, Object content, Map<String, @Nullable Object> given) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>(given);
        for (String key : cursor.attributes.keySet()) {
            if (!attributes.containsKey(key)) {
                attributes.put(key, null);
            }
        }
        attributes = Values.inOrder(attributes);
        passMatching(cursor, attributes);
        Map<String, @Nullable Object> negated = insertAttributes(cursor, attributes);
        if (kind == Items.STRING) {
            insertText(cursor, (String) content);
        } else {
            int item = edits.insertContent(cursor.left, cursor.right, kind, content);
            cursor.right = item;
            cursor.forward();
        }
        insertNegated(cursor, negated);
    }

    private void insertText(TextCursor cursor, String text) {
        cursor.left = edits.insertString(cursor.left, cursor.right, text);
    }

    /** Goes over what is deleted and over formats that set what is wanted. */
    private void passMatching(TextCursor cursor, Map<String, @Nullable Object> attributes) {
        while (cursor.right != Items.NONE
                && (cursor.isDeleted()
                        || cursor.isFormat()
                                && Values.same(
                                        attributes.get(cursor.format().key()),
                                        cursor.format().value()))) {
            cursor.forward();
        }
    }

    /** Inserts formats for attributes that are not in force, and says what sets them back. */
    private Map<String, @Nullable Object> insertAttributes(
            TextCursor cursor, Map<String, @Nullable Object> attributes) {
        Map<String, @Nullable Object> negated = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> attribute : attributes.entrySet()) {
            Object now = cursor.attributes.get(attribute.getKey());
            if (!Values.same(now, attribute.getValue())) {
                negated.put(attribute.getKey(), now);
                insertFormat(cursor, attribute.getKey(), attribute.getValue());
            }
        }
        return negated;
    }

    private void insertFormat(TextCursor cursor, String key, @Nullable Object value) {
        cursor.right = edits.insertContent(cursor.left, cursor.right, Items.FORMAT, new Contents.Format(key, value));
        cursor.forward();
    }

    private void insertNegated(TextCursor cursor, Map<String, @Nullable Object> negated) {
        while (cursor.right != Items.NONE && (cursor.isDeleted() || setsBack(cursor, negated))) {
            if (!cursor.isDeleted()) {
                negated.remove(cursor.format().key());
            }
            cursor.forward();
        }
        for (Map.Entry<String, @Nullable Object> attribute : negated.entrySet()) {
            insertFormat(cursor, attribute.getKey(), attribute.getValue());
        }
    }

    private static boolean setsBack(TextCursor cursor, Map<String, @Nullable Object> negated) {
        return cursor.isFormat()
                && negated.containsKey(cursor.format().key())
                && Values.same(
                        negated.get(cursor.format().key()), cursor.format().value());
    }

    void format(TextCursor cursor, int length, Map<String, @Nullable Object> attributes) {
        passMatching(cursor, attributes);
        Map<String, @Nullable Object> negated = insertAttributes(cursor, attributes);
        int left = length;
        while (cursor.right != Items.NONE
                && (left > 0 || !negated.isEmpty() && (cursor.isDeleted() || cursor.isFormat()))) {
            if (cursor.isFormat()) {
                if (!meetFormat(cursor, attributes, negated, left)) {
                    break;
                }
            } else if (!cursor.isDeleted()) {
                int item = cursor.right;
                if (left < items.length(item)) {
                    store.cleanStart(items.client(item), items.clock(item) + left);
                }
                left -= items.length(item);
            }
            cursor.forward();
        }
        if (left > 0) {
            insertText(cursor, "\n".repeat(left));
        }
        insertNegated(cursor, negated);
    }

    /** Deals with a format within the range; false if the range ends before it. */
    private boolean meetFormat(
            TextCursor cursor,
            Map<String, @Nullable Object> attributes,
            Map<String, @Nullable Object> negated,
            int left) {
        Contents.Format format = cursor.format();
        if (!attributes.containsKey(format.key())) {
            cursor.attributes.put(format.key(), format.value());
            return true;
        }
        if (Values.same(attributes.get(format.key()), format.value())) {
            negated.remove(format.key());
        } else if (left == 0) {
            return false;
        } else {
            negated.put(format.key(), format.value());
        }
        store.integration.delete(cursor.right);
        return true;
    }

    void delete(TextCursor cursor, int length) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>(cursor.attributes);
        int start = cursor.right;
        int left = length;
        while (left > 0 && cursor.right != Items.NONE) {
            int item = cursor.right;
            if (!cursor.isDeleted() && TextEdits.isText(items.kind(item))) {
                if (left < items.length(item)) {
                    store.cleanStart(items.client(item), items.clock(item) + left);
                }
                left -= items.length(item);
                store.integration.delete(item);
            }
            cursor.forward();
        }
        if (start != Items.NONE) {
            new FormatCleanup(store).gap(start, cursor.right, before, cursor.attributes);
        }
    }
}
