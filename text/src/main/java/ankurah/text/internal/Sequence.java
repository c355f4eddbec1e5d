package ankurah.text.internal;

import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Items in document order: the children of a type, or the values one key of a map has had (the last is the one that holds).
 *
 * <p>A B+ tree. Leaves hold runs of items; every node knows the visible length below it, so that the item at an index, the
 * index of an item, and its neighbours are found in logarithmic time, however many tombstones lie between. It also counts
 * the formats in force, so that the attributes at an index are found without walking through text.
 */
final class Sequence {
    final Branch parent;
    /** The key of a map, or null for the children of a type. */
    final @Nullable String key;

    private final Store store;
    private @Nullable Node root;
    private @Nullable Leaf first;
    private @Nullable Leaf last;

    Sequence(Store store, Branch parent, @Nullable String key) {
        this.store = store;
        this.parent = parent;
        this.key = key;
    }

    int visible() {
        return root == null ? 0 : root.visible;
    }

    /** How many formats are in force. */
    int marks() {
        return root == null ? 0 : root.marks;
    }

    int first() {
        return first == null ? Items.NONE : first.items[0];
    }

    int last() {
        return last == null ? Items.NONE : last.items[last.size - 1];
    }

    @Nullable
    Leaf firstLeaf() {
        return first;
    }

    /** Puts an item after another one, or first if that is none. */
    void insertAfter(int left, int item) {
        Leaf leaf = place(left, item);
        adjust(leaf, store.items.visible(item), store.items.mark(item));
    }

    /** Puts the right part of an item after the left one, which counted for both until now. */
    void insertSplit(int left, int right) {
        Leaf leaf = store.leafOf(left);
        if (leaf.size < Leaf.MOST) {
            place(left, right); // in the same leaf, which counts as much as before
        } else {
            adjust(leaf, -store.items.visible(right), 0);
            insertAfter(left, right);
        }
    }

    private Leaf place(int left, int item) {
        Leaf leaf = left == Items.NONE ? first : store.leafOf(left);
        if (leaf == null) {
            leaf = store.newLeaf(this, key == null ? 4 : 1);
            root = leaf;
            first = leaf;
            last = leaf;
        }
        int slot = left == Items.NONE ? 0 : leaf.slot(left) + 1;
        if (leaf.size == Leaf.MOST) {
            Leaf right = split(leaf, slot);
            if (slot > leaf.size || leaf.size == Leaf.MOST) {
                slot -= leaf.size;
                leaf = right;
            }
        }
        put(leaf, slot, item);
        leaf.recent = (byte) slot;
        leaf.lastPut = (byte) slot;
        return leaf;
    }

    private void put(Leaf leaf, int slot, int item) {
        if (leaf.size == leaf.items.length) {
            int[] grown = new int[Math.min(Leaf.MOST, leaf.items.length * 2)];
            System.arraycopy(leaf.items, 0, grown, 0, leaf.size);
            leaf.items = grown;
        }
        System.arraycopy(leaf.items, slot, leaf.items, slot + 1, leaf.size - slot);
        leaf.items[slot] = item;
        leaf.size++;
        store.items.setLeaf(item, leaf.number);
    }

    /**
     * Makes room: half of a leaf moves to a new one. Where items come one after the other, or each before the last, what is
     * behind them moves, so that they fill a leaf before they need the next.
     */
    private Leaf split(Leaf leaf, int slot) {
        boolean isRun = slot == leaf.lastPut || slot == leaf.lastPut + 1;
        boolean isEnd = slot == leaf.size && leaf.next == null || slot == 0 && leaf.previous == null;
        int from = isRun || isEnd ? slot : leaf.size / 2;
        Leaf right = store.newLeaf(this, Leaf.MOST);
        for (int i = from; i < leaf.size; i++) {
            int item = leaf.items[i];
            right.items[right.size++] = item;
            store.items.setLeaf(item, right.number);
            right.visible += store.items.visible(item);
            right.marks += store.items.mark(item);
        }
        leaf.size = from;
        right.next = leaf.next;
        right.previous = leaf;
        if (right.next == null) {
            last = right;
        } else {
            right.next.previous = right;
        }
        leaf.next = right;
        hang(leaf, right);
        return right;
    }

    /** Hangs a node that took part of its left neighbour's content into the tree. */
    private void hang(Node node, Node right) {
        node.visible -= node instanceof Leaf ? right.visible : 0;
        node.marks -= node instanceof Leaf ? right.marks : 0;
        Inner above = node.parent;
        if (above == null) {
            above = new Inner();
            above.visible = node.visible + right.visible;
            above.marks = node.marks + right.marks;
            above.insert(0, node);
            root = above;
        }
        int slot = above.slot(node);
        above.lengths[slot] = node.visible;
        if (above.size == Inner.MOST) {
            Inner half = above.split();
            boolean moved = slot >= above.size;
            if (moved) { // the new node will be in the other half, but was counted in this one
                above.visible -= right.visible;
                above.marks -= right.marks;
                half.visible += right.visible;
                half.marks += right.marks;
            }
            hang(above, half);
            if (moved) {
                slot -= above.size;
                above = half;
            }
        }
        above.insert(slot + 1, right);
    }

    /** Tells a leaf and all above it that what is visible in it has changed. */
    private void adjust(Leaf leaf, int visible, int marks) {
        if (visible == 0 && marks == 0) {
            return;
        }
        leaf.visible += visible;
        leaf.marks += marks;
        Node node = leaf;
        for (Inner above = leaf.parent; above != null; above = above.parent) {
            above.lengths[above.slot(node)] += visible;
            above.visible += visible;
            above.marks += marks;
            node = above;
        }
    }

    /** To be called when an item of this sequence has grown, shrunk, or changed in what it contributes. */
    void adjust(int item, int visible, int marks) {
        adjust(store.leafOf(item), visible, marks);
    }

    /** Takes away an item. */
    void remove(int item) {
        Leaf leaf = store.leafOf(item);
        int slot = leaf.slot(item);
        adjust(leaf, -store.items.visible(item), -store.items.mark(item));
        leaf.size--;
        System.arraycopy(leaf.items, slot + 1, leaf.items, slot, leaf.size - slot);
        if (leaf.size == 0) {
            unlink(leaf);
        } else {
            thin(leaf);
        }
    }

    /** Takes away an item whose length goes to the one before it in the same leaf. */
    void removeMerged(int item) {
        Leaf leaf = store.leafOf(item);
        int slot = leaf.slot(item);
        leaf.size--;
        System.arraycopy(leaf.items, slot + 1, leaf.items, slot, leaf.size - slot);
        thin(leaf);
    }

    private void thin(Leaf leaf) {
        if (leaf.next != null && leaf.size + leaf.next.size <= Leaf.MOST / 2) {
            absorb(leaf, leaf.next);
        } else if (leaf.previous != null && leaf.size + leaf.previous.size <= Leaf.MOST / 2) {
            absorb(leaf.previous, leaf);
        }
    }

    /** Keeps leaves from thinning out. */
    private void absorb(Leaf leaf, Leaf next) {
        int visible = next.visible;
        int marks = next.marks;
        adjust(next, -visible, -marks);
        for (int i = 0; i < next.size; i++) {
            put(leaf, leaf.size, next.items[i]);
        }
        adjust(leaf, visible, marks);
        unlink(next);
    }

    private void unlink(Leaf leaf) {
        if (leaf.previous == null) {
            first = leaf.next;
        } else {
            leaf.previous.next = leaf.next;
        }
        if (leaf.next == null) {
            last = leaf.previous;
        } else {
            leaf.next.previous = leaf.previous;
        }
        store.freeLeaf(leaf);
        Node node = leaf;
        Inner above = leaf.parent;
        while (above != null && above.size == 1) {
            node = above;
            above = above.parent;
        }
        if (above == null) {
            root = null;
            return;
        }
        above.remove(above.slot(node));
        while (root instanceof Inner top && top.size == 1) {
            root = top.children[0];
            root.parent = null;
        }
    }

    /** The item in which an index lies, which is below {@link #visible}; the rest is left in {@link Store#offset}. */
    int find(int index) {
        Node node = root;
        int rest = index;
        while (node instanceof Inner inner) {
            int slot = 0;
            while (rest >= inner.lengths[slot]) {
                rest -= inner.lengths[slot++];
            }
            node = inner.children[slot];
        }
        Leaf leaf = (Leaf) Objects.requireNonNull(node);
        int slot = 0;
        int length = store.items.visible(leaf.items[0]);
        while (rest >= length) {
            rest -= length;
            length = store.items.visible(leaf.items[++slot]);
        }
        store.offset = rest;
        return leaf.items[slot];
    }

    /** The visible length before an item. */
    int indexOf(int item) {
        Leaf leaf = store.leafOf(item);
        int index = 0;
        for (int i = 0; leaf.items[i] != item; i++) {
            index += store.items.visible(leaf.items[i]);
        }
        Node node = leaf;
        for (Inner above = leaf.parent; above != null; above = above.parent) {
            for (int i = 0; above.children[i] != node; i++) {
                index += above.lengths[i];
            }
            node = above;
        }
        return index;
    }

    /** Goes through the formats in force before an item, in order. */
    void marksBefore(int item, IntConsumer action) {
        Leaf leaf = store.leafOf(item);
        marksBefore(leaf, action);
        for (int i = 0; leaf.items[i] != item; i++) {
            visitMark(leaf.items[i], action);
        }
    }

    private void marksBefore(Node node, IntConsumer action) {
        Inner above = node.parent;
        if (above != null) {
            marksBefore(above, action);
            for (int i = 0; above.children[i] != node; i++) {
                visitMarks(above.children[i], action);
            }
        }
    }

    private void visitMarks(Node node, IntConsumer action) {
        if (node.marks == 0) {
            return;
        }
        if (node instanceof Inner inner) {
            for (int i = 0; i < inner.size; i++) {
                visitMarks(inner.children[i], action);
            }
        } else if (node instanceof Leaf leaf) {
            for (int i = 0; i < leaf.size; i++) {
                visitMark(leaf.items[i], action);
            }
        }
    }

    private void visitMark(int item, IntConsumer action) {
        if (store.items.mark(item) > 0) {
            action.accept(item);
        }
    }

    /** Whether one item stands before another of the same sequence. */
    boolean isBefore(int a, int b) {
        Leaf left = store.leafOf(a);
        Leaf right = store.leafOf(b);
        if (left == right) {
            return left.slot(a) < left.slot(b);
        }
        Node x = left;
        Node y = right;
        while (x.parent != y.parent) {
            x = above(x);
            y = above(y);
        }
        Inner common = above(x);
        return common.slot(x) < common.slot(y);
    }

    private static Inner above(Node node) {
        return Objects.requireNonNull(node.parent); // all leaves are equally deep below one root
    }

    /** Forgets everything; the leaves are given back. */
    void clear() {
        for (Leaf leaf = first; leaf != null; leaf = leaf.next) {
            store.freeLeaf(leaf);
        }
        root = null;
        first = null;
        last = null;
    }
}
