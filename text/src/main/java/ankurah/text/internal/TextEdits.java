package ankurah.text.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Edits of a text made here, in the transaction under way. Where there are no formats, the place of an edit is looked up; new
 * text goes behind what was deleted there, as in Yjs. Where there are, see {@link FormattedEdits}.
 */
final class TextEdits {
    private final Store store;
    private final Items items;
    private final Branch branch;
    private final Sequence list;

    TextEdits(Store store, Branch branch) {
        this.store = store;
        this.branch = branch;
        items = store.items;
        list = branch.list;
    }

    void insert(int index, String text) {
        if (list.marks() > 0) {
            TextCursor cursor = TextCursor.at(store, list, index);
            new FormattedEdits(store, branch)
                    .insert(cursor, Items.STRING, text, new LinkedHashMap<>(cursor.attributes));
            return;
        }
        if (index == list.visible()) {
            insertString(list.last(), Items.NONE, text);
            return;
        }
        int right = cleanStart(index);
        insertString(store.previous(right), right, text);
    }

    /** The item that begins at an index, split off if need be. */
    private int cleanStart(int index) {
        int item = list.find(index);
        int offset = store.offset;
        return offset == 0 ? item : store.cleanStart(items.client(item), items.clock(item) + offset);
    }

    /** Inserts a string, or lengthens the item to the left if the two would become one anyway. */
    int insertString(int left, int right, String text) {
        int self = store.self;
        int start = store.characters.append(self, text);
        if (left != Items.NONE && continues(left, right, start)) {
            store.transactions.current().touch(self);
            items.setLength(left, items.length(left) + text.length());
            list.adjust(left, text.length(), 0);
            store.structs(self).grow(text.length());
            store.integration.changed(store.transactions.current(), branch);
            return left;
        }
        int item = items.add(self, store.clients.state(self), text.length(), Items.STRING);
        items.setContent(item, start);
        integrate(item, left, right);
        return item;
    }

    private boolean continues(int left, int right, int start) {
        return items.kind(left) == Items.STRING
                && items.client(left) == store.self
                && items.content(left) + items.length(left) == start
                && items.end(left) == store.clients.state(store.self)
                && !items.isDeleted(left)
                && !items.isRedone(left)
                && items.rightClient(left) == (right == Items.NONE ? 0 : items.client(right))
                && items.rightClock(left) == (right == Items.NONE ? 0 : items.clock(right))
                && branch.item == Items.NONE;
    }

    /** Inserts a content that is no string. */
    int insertContent(int left, int right, int kind, Object content) {
        int item = items.add(store.self, store.clients.state(store.self), 1, kind);
        items.setContent(item, store.contents.add(content));
        integrate(item, left, right);
        return item;
    }

    private void integrate(int item, int left, int right) {
        if (left != Items.NONE) {
            items.setOrigin(item, items.client(left), items.end(left) - 1);
        }
        if (right != Items.NONE) {
            items.setRight(item, items.client(right), items.clock(right));
        }
        store.integration.integrate(item, left, right, list);
    }

    void delete(int index, int length) {
        if (list.marks() > 0) {
            new FormattedEdits(store, branch).delete(TextCursor.at(store, list, index), length);
            return;
        }
        int at = index;
        int left = length;
        while (left > 0 && at < list.visible()) {
            int item = cleanStart(at);
            if (!isText(items.kind(item))) {
                at += items.length(item);
                continue;
            }
            if (left < items.length(item)) {
                store.cleanStart(items.client(item), items.clock(item) + left);
            }
            left -= items.length(item);
            store.integration.delete(item);
        }
    }

    /** What deleting a range of text deletes. */
    static boolean isText(int kind) {
        return kind == Items.STRING || kind == Items.EMBED || kind == Items.TYPE;
    }

    void insertFormatted(int index, int kind, Object content, Map<String, @Nullable Object> attributes) {
        TextCursor cursor = TextCursor.at(store, list, index);
        new FormattedEdits(store, branch).insert(cursor, kind, content, attributes);
    }

    void format(int index, int length, Map<String, @Nullable Object> attributes) {
        TextCursor cursor = TextCursor.at(store, list, index);
        if (cursor.right != Items.NONE) {
            new FormattedEdits(store, branch).format(cursor, length, attributes);
        }
    }
}
