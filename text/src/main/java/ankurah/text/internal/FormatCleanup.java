package ankurah.text.internal;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes formats that change nothing. Text between formats may be deleted, and two may set the same attribute at the same
 * time; what is left over is found here, after a deletion and after what came from others, exactly as Yjs finds it.
 */
final class FormatCleanup {
    private final Store store;
    private final Items items;

    FormatCleanup(Store store) {
        this.store = store;
        items = store.items;
    }

    /**
     * Looks at the formats between two pieces of text.
     *
     * @param from the first item of the gap
     * @param current the item at which the attributes given last are in force
     * @param before the attributes before the gap
     * @param attributes the attributes at the current item, which are kept up
     */
    void gap(int from, int current, Map<String, @Nullable Object> before, Map<String, @Nullable Object> attributes) {
        Map<String, Integer> last = new LinkedHashMap<>();
        int end = from;
        while (end != Items.NONE && (items.isDeleted(end) || !Items.isCountable(items.kind(end)))) {
            if (items.mark(end) > 0) {
                last.put(TextCursor.format(store, end).key(), end);
            }
            end = store.next(end);
        }
        boolean reached = false;
        for (int item = from; item != end; item = store.next(item)) {
            reached |= item == current;
            if (items.mark(item) > 0) {
                meet(item, last, before, attributes, reached);
            }
        }
    }

    private void meet(
            int item,
            Map<String, Integer> last,
            Map<String, @Nullable Object> before,
            Map<String, @Nullable Object> attributes,
            boolean reached) {
        Contents.Format format = TextCursor.format(store, item);
        String key = format.key();
        Object valueBefore = before.get(key);
        Integer lastOfKey = last.get(key);
        boolean changesNothing = Values.identical(valueBefore, format.value());
        if (lastOfKey == null || lastOfKey != item || changesNothing) {
            store.integration.delete(item);
            if (!reached && Values.identical(attributes.get(key), format.value()) && !changesNothing) {
                if (valueBefore == null) {
                    attributes.remove(key);
                } else {
                    attributes.put(key, valueBefore);
                }
            }
        } else if (!reached) {
            TextCursor.update(attributes, format);
        }
    }

    /** Looks at the formats around a deleted item; of those that set one attribute only the last counts. */
    private void around(int deleted) {
        int item = deleted;
        int next = store.next(item);
        while (next != Items.NONE && (items.isDeleted(next) || !Items.isCountable(items.kind(next)))) {
            item = next;
            next = store.next(item);
        }
        Set<String> keys = new HashSet<>();
        while (item != Items.NONE && (items.isDeleted(item) || !Items.isCountable(items.kind(item)))) {
            if (items.mark(item) > 0 && !keys.add(TextCursor.format(store, item).key())) {
                store.integration.delete(item);
            }
            item = store.previous(item);
        }
    }

    private void whole(Branch branch) {
        Map<String, @Nullable Object> before = new LinkedHashMap<>();
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        int start = branch.list.first();
        for (int item = start; item != Items.NONE; item = store.next(item)) {
            if (items.mark(item) > 0) {
                TextCursor.update(attributes, TextCursor.format(store, item));
            } else if (!items.isDeleted(item)) {
                gap(start, item, before, attributes);
                before = new LinkedHashMap<>(attributes);
                start = item;
            }
        }
    }

    /** Cleans up after a transaction in which structs came from others, in a transaction of its own. */
    void after(Transaction transaction) {
        Set<Branch> thoroughly = new LinkedHashSet<>();
        for (int i = 0; i < transaction.touchedCount(); i++) {
            if (transaction.after(i) != transaction.before(i)) {
                findNewFormats(transaction.touched(i), transaction.before(i), thoroughly);
            }
        }
        store.transactions.run(null, true, () -> {
            new StructRanges(store).forEach(transaction.deletions, item -> {
                if (items.kind(item) == Items.GC) {
                    return;
                }
                Branch parent = store.sequenceOf(item).parent;
                if (!parent.hasFormatting || !parent.isText() || thoroughly.contains(parent)) {
                    return;
                }
                if (items.kind(item) == Items.FORMAT) {
                    thoroughly.add(parent);
                } else {
                    around(item);
                }
            });
            thoroughly.forEach(this::whole);
        });
    }

    private void findNewFormats(int client, int before, Set<Branch> found) {
        Structs structs = store.structs(client);
        for (int at = structs.find(before); at >= 0; at = structs.next(at)) {
            int item = structs.at(at);
            if (items.mark(item) > 0 && items.clock(item) >= before) {
                found.add(store.sequenceOf(item).parent);
            }
        }
    }
}
