package ankurah.text.internal;

/** Up to 32 parts in order. The sums of the children are kept here too, so that a search reads no child but one. */
final class Inner extends Node {
    static final int MOST = 32;

    final Node[] children = new Node[MOST];
    final int[] lengths = new int[MOST];
    int size;
    private int recent;

    int slot(Node child) {
        int slot = recent;
        if (slot < size && children[slot] == child) {
            return slot;
        }
        slot = 0;
        while (children[slot] != child) {
            slot++;
        }
        recent = slot;
        return slot;
    }

    void insert(int slot, Node child) {
        System.arraycopy(children, slot, children, slot + 1, size - slot);
        System.arraycopy(lengths, slot, lengths, slot + 1, size - slot);
        children[slot] = child;
        lengths[slot] = child.visible;
        child.parent = this;
        size++;
    }

    @SuppressWarnings("NullAway") // slots from size on are not read
    void remove(int slot) {
        size--;
        System.arraycopy(children, slot + 1, children, slot, size - slot);
        System.arraycopy(lengths, slot + 1, lengths, slot, size - slot);
        children[size] = null;
    }

    /** Moves the upper half of the children to a new node and returns it. */
    @SuppressWarnings("NullAway") // slots from size on are not read
    Inner split() {
        Inner right = new Inner();
        int half = size / 2;
        for (int i = half; i < size; i++) {
            Node child = children[i];
            right.insert(right.size, child);
            right.visible += child.visible;
            right.marks += child.marks;
            children[i] = null;
        }
        size = half;
        visible -= right.visible;
        marks -= right.marks;
        return right;
    }
}
