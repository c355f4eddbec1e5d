package ankurah.text.internal;

import ankurah.text.TextDelta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a text is, and what a transaction did to it, as deltas. Without formats only the items that changed are looked at;
 * with formats the whole text is, since a format works on all that follows.
 */
final class Deltas {
    private final Store store;
    private final Items items;

    Deltas(Store store) {
        this.store = store;
        items = store.items;
    }

    /** The whole text. */
    List<TextDelta> of(Branch branch) {
        DeltaBuilder delta = new DeltaBuilder();
        for (Leaf leaf = branch.list.firstLeaf(); leaf != null; leaf = leaf.next) {
            for (int i = 0; i < leaf.size; i++) {
                int item = leaf.items[i];
                if (items.mark(item) > 0) {
                    delta.end();
                    TextCursor.update(delta.inserted, TextCursor.format(store, item));
                } else if (!items.isDeleted(item)) {
                    insert(delta, item, 0);
                }
            }
        }
        return delta.build();
    }

    private void insert(DeltaBuilder delta, int item, int offset) {
        int kind = items.kind(item);
        if (kind == Items.STRING) {
            delta.insert(store.characters, items.content(item) + offset, items.length(item) - offset);
        } else if (TextEdits.isText(kind)) {
            delta.insert(store.contents.get(items.content(item)));
        }
    }

    /** What a transaction did, that has ended but whose structs have not been merged yet. */
    List<TextDelta> of(Branch branch, Transaction transaction) {
        if (branch.hasFormatting) {
            return new FormatDelta(transaction).of(branch);
        }
        int[] changed = new ChangedItems(store, branch.list, transaction).inOrder();
        DeltaBuilder delta = new DeltaBuilder();
        int passed = 0;
        for (int item : changed) {
            int index = branch.list.indexOf(item);
            if (index > passed) {
                delta.retain(index - passed);
            }
            passed = index + items.visible(item);
            step(delta, item, transaction);
        }
        return delta.build();
    }

    /** An item may be partly new: one that was typed on is not split for it. */
    private void step(DeltaBuilder delta, int item, Transaction transaction) {
        if (!TextEdits.isText(items.kind(item)) && !items.isDeleted(item)) {
            return;
        }
        int old = oldLength(item, transaction);
        if (items.isDeleted(item)) {
            if (old > 0 && isText(item) && transaction.deletions.contains(items.client(item), items.clock(item))) {
                delta.delete(old);
            }
            return;
        }
        if (old > 0) {
            delta.retain(old);
        }
        if (old < items.length(item)) {
            insert(delta, item, old);
        }
    }

    private boolean isText(int item) {
        return TextEdits.isText(items.kind(item));
    }

    private int oldLength(int item, Transaction transaction) {
        int before = transaction.stateBefore(items.client(item));
        return Math.max(0, Math.min(items.length(item), before - items.clock(item)));
    }

    /** Follows what was in force before and what is now through the whole text. */
    private final class FormatDelta {
        private final Transaction transaction;
        private final DeltaBuilder delta = new DeltaBuilder();
        private final Map<String, @Nullable Object> oldAttributes = new LinkedHashMap<>();

        FormatDelta(Transaction transaction) {
            this.transaction = transaction;
        }

        List<TextDelta> of(Branch branch) {
            for (Leaf leaf = branch.list.firstLeaf(); leaf != null; leaf = leaf.next) {
                for (int i = 0; i < leaf.size; i++) {
                    int item = leaf.items[i];
                    if (items.kind(item) == Items.FORMAT) {
                        format(item);
                    } else {
                        step(delta, item, transaction);
                    }
                }
            }
            return delta.build();
        }

        private void format(int item) {
            Contents.Format format = TextCursor.format(store, item);
            boolean deleted = items.isDeleted(item);
            boolean isNew = oldLength(item, transaction) == 0;
            if (isNew && !deleted) {
                added(format);
            } else if (!isNew && deleted) {
                if (transaction.deletions.contains(items.client(item), items.clock(item))) {
                    removed(format);
                }
            } else if (!isNew) {
                kept(format);
            }
            if (!deleted) {
                if (delta.isInserting()) {
                    delta.end();
                }
                TextCursor.update(delta.inserted, format);
            }
        }

        private void added(Contents.Format format) {
            if (Values.same(delta.inserted.get(format.key()), format.value())) {
                return;
            }
            endRetain();
            if (Values.same(format.value(), oldAttributes.get(format.key()))) {
                delta.retained.remove(format.key());
            } else {
                delta.retained.put(format.key(), format.value());
            }
        }

        private void removed(Contents.Format format) {
            oldAttributes.put(format.key(), format.value());
            Object now = delta.inserted.get(format.key());
            if (!Values.same(now, format.value())) {
                endRetain();
                delta.retained.put(format.key(), now);
            }
        }

        private void kept(Contents.Format format) {
            String key = format.key();
            oldAttributes.put(key, format.value());
            if (!delta.retained.containsKey(key) || Values.same(delta.retained.get(key), format.value())) {
                return;
            }
            endRetain();
            if (format.value() == null) {
                delta.retained.remove(key);
            } else {
                delta.retained.put(key, format.value());
            }
        }

        private void endRetain() {
            if (delta.isRetaining()) {
                delta.end();
            }
        }
    }
}
