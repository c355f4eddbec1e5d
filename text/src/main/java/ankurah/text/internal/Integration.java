package ankurah.text.internal;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The heart: where an item comes to stand, and how it is taken away.
 *
 * <p><b>What must hold.</b> Any two documents that have integrated the same structs, in whatever order their clocks and
 * origins allow, have them in the same order, and that order is the one Yjs gives them. An item, once in a sequence, is never
 * moved and never leaves it, except that it may become part of the item to its left or, when its parent is forgotten, a mere
 * length. Deleting is marking.
 *
 * <p><b>How (YATA).</b> An item names the two it was inserted between, its origins. If they still lie side by side it goes
 * between them. Otherwise others were inserted there at the same time, and the place is sought from the left origin on. Say
 * {@code o} runs over the items up to the right origin:
 *
 * <ul>
 *   <li>{@code o} has the same left origin: the smaller client id goes left. If {@code o} also has the same right origin and
 *       a greater id, the place is before it. With another right origin, {@code o} may belong to a nested insertion further
 *       on, so the search goes on without moving the place.
 *   <li>{@code o}'s left origin lies among the items already passed: {@code o} hangs on one of them. If it hangs on one we
 *       have settled to stand after, we stand after {@code o} too.
 *   <li>Otherwise {@code o}'s left origin lies before ours: the lines of insertion would cross, so here the search ends.
 * </ul>
 *
 * Yjs keeps two sets of passed items for the second case. Here an order index answers instead: "among those passed" is "not
 * before the first of them", and "not settled" is "after the last place we settled on".
 *
 * <p><b>Keys.</b> The values of a key of a map are a sequence too, and the last one holds; whatever is integrated further
 * left is deleted at once, and so is a value that is no longer last.
 *
 * <p><b>Why ints.</b> See {@link Items} for how structs are held, {@link Sequence} for order and search, {@link Structs} for
 * looking up ids, {@link Characters} for text. {@link Merging} makes of structs one what Yjs makes one, which is what keeps
 * documents small, and their bytes the same.
 */
final class Integration {
    private final Store store;
    private final Items items;

    Integration(Store store) {
        this.store = store;
        items = store.items;
    }

    /**
     * Puts an item that has its id, origins and content where it belongs.
     *
     * @param left the item that ends with its left origin, or none
     * @param right the item that begins with its right origin, or none
     * @param sequence where it belongs; null if that has been forgotten, and only the item's length is kept
     */
    void integrate(int item, int left, int right, @Nullable Sequence sequence) {
        int client = items.client(item);
        Transaction transaction = store.transactions.current();
        transaction.touch(client);
        if (sequence == null) {
            store.release(item);
            items.setKind(item, Items.GC);
            items.setDeleted(item);
            store.clients.structsOf(client).append(item, items.length(item));
            return;
        }
        int after = left;
        boolean apart = left == Items.NONE
                ? right == Items.NONE || store.previous(right) != Items.NONE
                : store.next(left) != right;
        if (apart) {
            after = place(item, left, right, sequence);
        }
        int kind = items.kind(item);
        if (kind == Items.DELETED) {
            items.setDeleted(item);
            transaction.deletions.add(client, items.clock(item), items.length(item));
        }
        sequence.insertAfter(after, item);
        store.clients.structsOf(client).append(item, items.length(item));
        if (kind == Items.FORMAT) {
            sequence.parent.hasFormatting = true;
        } else if (kind == Items.TYPE) {
            enter((Branch) store.contents.get(items.content(item)), item, sequence.parent);
        }
        changed(transaction, sequence.parent);
        settle(item, after, sequence);
    }

    private void enter(Branch type, int item, Branch parent) {
        type.item = item;
        type.depth = parent.depth + 1;
        parent.hasTypes = true;
        store.deepest = Math.max(store.deepest, type.depth);
        store.elements++;
    }

    private void settle(int item, int left, Sequence sequence) {
        boolean overwritten = false;
        if (sequence.key != null) {
            overwritten = store.next(item) != Items.NONE;
            if (!overwritten && left != Items.NONE) {
                delete(left);
            }
        }
        int parentItem = sequence.parent.item;
        if (overwritten || parentItem != Items.NONE && items.isDeleted(parentItem)) {
            delete(item);
        }
    }

    /** The item after which a new one belongs, given that its origins do not lie side by side. */
    private int place(int item, int left, int right, Sequence sequence) {
        int first = left == Items.NONE ? sequence.first() : store.next(left);
        int settled = left;
        int o = first;
        while (o != Items.NONE && o != right && !store.compares()) {
            if (items.sameOrigin(item, o)) {
                if (store.clients.compare(items.client(o), items.client(item)) < 0) {
                    settled = o;
                } else if (items.sameRight(item, o)) {
                    break;
                }
            } else {
                int origin = originOf(o, sequence);
                if (origin == Items.NONE || sequence.isBefore(origin, first)) {
                    break;
                }
                boolean isSettled = settled != left && !sequence.isBefore(settled, origin);
                if (isSettled) {
                    settled = o;
                }
            }
            o = store.next(o);
        }
        return settled;
    }

    /** The item with the left origin of another, if it is in this sequence. */
    private int originOf(int o, Sequence sequence) {
        if (items.originClient(o) == 0) {
            return Items.NONE;
        }
        int origin = store.find(items.originClient(o), items.originClock(o));
        return items.leaf(origin) != 0 && store.sequenceOf(origin) == sequence ? origin : Items.NONE;
    }

    /** Notes that a type changed, unless it is new or gone itself. */
    void changed(Transaction transaction, Branch branch) {
        int item = branch.item;
        if (item == Items.NONE
                || !items.isDeleted(item) && items.clock(item) < transaction.stateBefore(items.client(item))) {
            transaction.changed.add(branch);
        }
    }

    /** Marks an item as deleted, and all that is in it. */
    void delete(int item) {
        if (items.isDeleted(item)) {
            return;
        }
        Transaction transaction = store.transactions.current();
        Branch content = deleteOne(transaction, item);
        if (content != null) {
            ArrayDeque<Branch> open = new ArrayDeque<>();
            open.add(content);
            while (!open.isEmpty()) {
                deleteChildren(transaction, open.remove(), open);
            }
        }
    }

    private @Nullable Branch deleteOne(Transaction transaction, int item) {
        Sequence sequence = store.sequenceOf(item);
        int visible = items.visible(item);
        int mark = items.mark(item);
        items.setDeleted(item);
        sequence.adjust(item, -visible, -mark);
        transaction.deletions.add(items.client(item), items.clock(item), items.length(item));
        changed(transaction, sequence.parent);
        return items.kind(item) == Items.TYPE ? (Branch) store.contents.get(items.content(item)) : null;
    }

    private void deleteChildren(Transaction transaction, Branch branch, ArrayDeque<Branch> open) {
        for (Leaf leaf = branch.list.firstLeaf(); leaf != null; leaf = leaf.next) {
            for (int i = 0; i < leaf.size; i++) {
                deleteChild(transaction, leaf.items[i], open);
            }
        }
        for (Sequence values : branch.keySequences()) {
            deleteChild(transaction, values.last(), open);
        }
        transaction.changed.remove(branch);
    }

    private void deleteChild(Transaction transaction, int item, ArrayDeque<Branch> open) {
        if (!items.isDeleted(item)) {
            Branch content = deleteOne(transaction, item);
            if (content != null) {
                open.add(content);
            }
        } else if (items.clock(item) < transaction.stateBefore(items.client(item))) {
            transaction.mayMerge(items.client(item), items.clock(item));
        }
    }
}
