package ankurah.text.internal;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What is done to structs when a transaction has ended: the content of deleted ones is forgotten, and neighbours that say
 * together what one could say become one. Which pairs are looked at is as in Yjs, since the bytes of a document depend on it:
 * all that was deleted, all that is new, and the rest of what was split, each with its left neighbour. In a replica also what
 * lost its place with what it was in, so that its bytes are the same in whatever order updates came.
 */
final class Merging {
    private final Store store;
    private final Items items;

    Merging(Store store) {
        this.store = store;
        items = store.items;
    }

    void after(Transaction transaction) {
        IdSet deletions = transaction.deletions;
        if (store.collectsGarbage) {
            for (int i = 0; i < deletions.clientCount(); i++) {
                forgetDeleted(transaction, deletions.client(i), deletions.ranges(i));
            }
        }
        for (int i = 0; i < deletions.clientCount(); i++) {
            mergeDeleted(deletions.client(i), deletions.ranges(i));
        }
        for (int i = 0; i < transaction.touchedCount(); i++) {
            if (transaction.after(i) != transaction.before(i)) {
                mergeNew(transaction.touched(i), transaction.before(i));
            }
        }
        for (int i = transaction.candidateCount() - 1; i >= 0; i--) {
            mergeCandidate(transaction.candidateClient(i), transaction.candidateClock(i));
        }
    }

    private void forgetDeleted(Transaction transaction, int client, Ranges ranges) {
        Structs structs = store.structs(client);
        for (int i = ranges.size() - 1; i >= 0; i--) {
            int end = ranges.end(i);
            int at = structs.find(ranges.start(i));
            while (at >= 0 && items.clock(structs.at(at)) < end) {
                int item = structs.at(at);
                if (items.isDeleted(item) && items.kind(item) > Items.DELETED && !items.isKept(item)) {
                    forget(transaction, item);
                }
                at = structs.next(at);
            }
        }
    }

    /** Keeps of an item that it was, and of what is in it only the length. */
    private void forget(Transaction transaction, int item) {
        if (items.kind(item) == Items.TYPE) {
            ArrayDeque<Branch> open = new ArrayDeque<>();
            open.add((Branch) store.contents.get(items.content(item)));
            while (!open.isEmpty()) {
                forgetChildren(transaction, open.remove(), open);
            }
        }
        store.release(item);
        items.setKind(item, Items.DELETED);
    }

    private void forgetChildren(Transaction transaction, Branch branch, ArrayDeque<Branch> open) {
        forgetAll(transaction, branch.list, open);
        for (Sequence values : branch.keySequences()) {
            forgetAll(transaction, values, open);
        }
        branch.clear();
    }

    private void forgetAll(Transaction transaction, Sequence sequence, ArrayDeque<Branch> open) {
        for (Leaf leaf = sequence.firstLeaf(); leaf != null; leaf = leaf.next) {
            for (int i = 0; i < leaf.size; i++) {
                int child = leaf.items[i];
                if (items.kind(child) == Items.TYPE) {
                    open.add((Branch) store.contents.get(items.content(child)));
                }
                store.release(child);
                items.setKind(child, Items.GC);
                items.setDeleted(child);
                items.setLeaf(child, 0);
                if (store.isReplica) {
                    transaction.mayMerge(items.client(child), items.clock(child));
                }
            }
        }
    }

    private void mergeDeleted(int client, Ranges ranges) {
        Structs structs = store.structs(client);
        for (int i = ranges.size() - 1; i >= 0; i--) {
            int start = ranges.start(i);
            int at = structs.find(ranges.end(i) - 1);
            int next = structs.next(at);
            at = next >= 0 ? next : at;
            mergeDown(structs, at, start);
        }
    }

    private void mergeNew(int client, int before) {
        Structs structs = store.structs(client);
        mergeDown(structs, structs.last(), items.clock(structs.at(structs.find(before))));
    }

    /** Merges from a position leftwards, as long as the struct there begins at a clock or after it. */
    private void mergeDown(Structs structs, int from, int clock) {
        int at = from;
        while (at > 0 && items.clock(structs.at(at)) >= clock) {
            mergeLeft(structs, at);
            at = structs.previous(survivor);
        }
    }

    private int survivor;

    private void mergeCandidate(int client, int clock) {
        Structs structs = store.structs(client);
        int at = structs.find(clock);
        int next = structs.next(at);
        if (next >= 0 && mergeLeft(structs, next) > 1) {
            return;
        }
        if (at > 0) {
            mergeLeft(structs, at);
        }
    }

    /**
     * Merges a struct with the one to its left, the result with the next, and so on while they fit.
     *
     * @return how many were merged into {@link #survivor}
     */
    private int mergeLeft(Structs structs, int from) {
        int at = from;
        int merged = 0;
        while (at > 0) {
            int before = structs.previous(at);
            int left = structs.at(before);
            int right = structs.at(at);
            if (!fits(left, right)) {
                break;
            }
            merge(left, right, items.end(right) == structs.state());
            structs.remove(at);
            items.free(right);
            at = before;
            merged++;
        }
        survivor = at;
        return merged;
    }

    private boolean fits(int left, int right) {
        int kind = items.kind(left);
        if (kind != items.kind(right) || items.isDeleted(left) != items.isDeleted(right)) {
            return false;
        }
        if (kind == Items.GC) {
            return true;
        }
        boolean joins = kind == Items.STRING || kind == Items.DELETED || kind == Items.ANY || kind == Items.JSON;
        return joins
                && items.isOrigin(right, items.client(left), items.end(left) - 1)
                && items.sameRight(left, right)
                && !items.isRedone(left)
                && !items.isRedone(right)
                && store.next(left) == right;
    }

    private void merge(int left, int right, boolean isLast) {
        int kind = items.kind(left);
        int length = items.length(right);
        if (kind != Items.GC) {
            int visible = items.visible(right);
            Sequence sequence = store.sequenceOf(right);
            if (items.leaf(left) == items.leaf(right)) {
                sequence.removeMerged(right);
            } else {
                sequence.remove(right);
                sequence.adjust(left, visible, 0);
            }
            mergeContent(left, right, kind, isLast);
            if (items.isKept(right)) {
                items.setKept(left, true);
            }
        }
        items.setLength(left, items.length(left) + length);
    }

    private void mergeContent(int left, int right, int kind, boolean isLast) {
        int at = items.content(left);
        if (kind == Items.STRING) {
            int length = items.length(left);
            if (at + length != items.content(right)) {
                int client = items.client(left);
                items.setContent(
                        left,
                        store.characters.join(client, at, length, items.content(right), items.length(right), isLast));
            }
        } else if (kind == Items.JSON || kind == Items.ANY) {
            @Nullable Object[] first = (@Nullable Object[]) store.contents.get(at);
            @Nullable Object[] second = (@Nullable Object[]) store.contents.get(items.content(right));
            @Nullable Object[] both = new Object[first.length + second.length];
            System.arraycopy(first, 0, both, 0, first.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            store.contents.replace(at, both);
            store.contents.remove(items.content(right));
        }
    }
}
