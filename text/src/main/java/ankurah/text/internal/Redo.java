package ankurah.text.internal;

import java.util.Set;

/** Inserts copies of deleted items where the items were. */
final class Redo {
    /** How deep types within types are brought back. */
    private static final int DEEPEST = 500;

    private final Store store;
    private final Items items;
    private final Set<Integer> toRedo;
    private final UndoLog log;
    private final IdSet toDelete;

    Redo(Store store, Set<Integer> toRedo, UndoLog log, IdSet toDelete) {
        this.store = store;
        this.toRedo = toRedo;
        this.log = log;
        this.toDelete = toDelete;
        items = store.items;
    }

    /** Inserts a copy of an item, unless there is one, and returns it; none if there is no place for it any more. */
    int redo(int item, int depth) {
        if (items.isRedone(item)) {
            return copyOf(item);
        }
        Sequence sequence = store.sequenceOf(item);
        int parentItem = sequence.parent.item;
        if (parentItem != Items.NONE && items.isDeleted(parentItem)) {
            if (!items.isRedone(parentItem)) {
                boolean comesBack =
                        depth < DEEPEST && toRedo.contains(parentItem) && redo(parentItem, depth + 1) != Items.NONE;
                if (!comesBack) {
                    return Items.NONE;
                }
            }
            while (items.isRedone(parentItem)) {
                parentItem = copyOf(parentItem);
            }
        }
        if (parentItem != Items.NONE && items.kind(parentItem) != Items.TYPE) {
            return Items.NONE;
        }
        Branch parent =
                parentItem == Items.NONE ? sequence.parent : (Branch) store.contents.get(items.content(parentItem));
        Sequence target = parent.sequence(sequence.key);
        return sequence.key == null ? redoChild(item, target) : redoValue(item, target);
    }

    private int copyOf(int item) {
        int[] id = store.redone(item);
        return store.cleanStart(id[0], id[1]);
    }

    private int redoChild(int item, Sequence target) {
        int left = store.previous(item);
        while (left != Items.NONE) {
            int trace = trace(left, target);
            if (trace != Items.NONE) {
                left = trace;
                break;
            }
            left = store.previous(left);
        }
        int right = item;
        while (right != Items.NONE) {
            int trace = trace(right, target);
            if (trace != Items.NONE) {
                right = trace;
                break;
            }
            right = store.next(right);
        }
        return insertCopy(item, left, right, target);
    }

    /** Follows the copies of an item until one is in the sequence. */
    private int trace(int item, Sequence target) {
        int at = item;
        while (!isIn(at, target)) {
            if (items.kind(at) == Items.GC || !items.isRedone(at)) {
                return Items.NONE;
            }
            at = copyOf(at);
        }
        return at;
    }

    private boolean isIn(int item, Sequence target) {
        return items.leaf(item) != 0 && store.sequenceOf(item).parent == target.parent;
    }

    private int redoValue(int item, Sequence target) {
        int left = target.last();
        if (store.next(item) != Items.NONE) {
            left = item;
            int next = store.next(left);
            while (next != Items.NONE && isUndone(next)) {
                left = next;
                while (items.isRedone(left)) {
                    left = copyOf(left);
                }
                next = store.next(left);
            }
            if (next != Items.NONE) {
                return Items.NONE; // somebody else has set the key since
            }
            if (!isIn(left, target)) {
                left = target.last();
            }
        }
        return insertCopy(item, left, Items.NONE, target);
    }

    private boolean isUndone(int item) {
        int client = items.client(item);
        int clock = items.clock(item);
        return items.isRedone(item) || toDelete.contains(client, clock) || log.deletes(client, clock);
    }

    private int insertCopy(int item, int left, int right, Sequence target) {
        int kind = items.kind(item);
        int length = items.length(item);
        int clock = store.clients.state(store.self);
        int copy = items.add(store.self, clock, length, kind);
        if (left != Items.NONE) {
            items.setOrigin(copy, items.client(left), items.end(left) - 1);
        }
        if (right != Items.NONE) {
            items.setRight(copy, items.client(right), items.clock(right));
        }
        if (kind == Items.STRING) {
            String text = store.characters.string(items.content(item), length);
            items.setContent(copy, store.characters.append(store.self, text));
        } else if (kind != Items.DELETED) {
            items.setContent(copy, store.contents.add(Contents.copy(store.contents.get(items.content(item)))));
        }
        store.setRedone(item, store.self, clock);
        items.setKept(copy, true);
        log.keep(target.parent.item, true);
        store.integration.integrate(copy, left, right, target);
        return copy;
    }
}
