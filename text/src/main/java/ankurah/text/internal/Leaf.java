package ankurah.text.internal;

import org.jspecify.annotations.Nullable;

/** A run of items that follow each other. Items know the number of their leaf, and through it everything around them. */
final class Leaf extends Node {
    static final int MOST = 32;

    final int number;
    final Sequence sequence;
    int[] items;
    int size;

    /** Where an item was found last, and where one was put last. */
    byte recent;

    byte lastPut;

    @Nullable
    Leaf previous;

    @Nullable
    Leaf next;

    Leaf(int number, Sequence sequence, int capacity) {
        this.number = number;
        this.sequence = sequence;
        items = new int[capacity];
    }

    /** Where an item is; most often it is one that was asked for just now. */
    int slot(int item) {
        int slot = recent;
        if (slot < size && items[slot] == item) {
            return slot;
        }
        slot = 0;
        while (items[slot] != item) {
            slot++;
        }
        recent = (byte) slot;
        return slot;
    }
}
