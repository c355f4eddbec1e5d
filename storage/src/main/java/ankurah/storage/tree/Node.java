package ankurah.storage.tree;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node of a B+ tree: entries stand in the leaves, all leaves at one depth. A node is written to only by the editor
 * whose token it carries; without that token it is immutable and may be shared by any number of maps and threads.
 *
 * <p>Arrays may be longer than what is in use; {@link #count} says how much is.
 */
abstract sealed class Node {
    /** The most entries of a leaf, and children of a branch. */
    static final int MAX = 32;

    /** A node below this is merged with a neighbour, or takes from it. */
    static final int MIN = 8;

    /** What the fuller side keeps when a node splits at its edge, so that ascending inserts leave full nodes behind. */
    static final int EDGE = 26;

    /** Stands for one editor between two builds. */
    static final class Token {}

    @Nullable
    Token owner;

    /** In a leaf its keys; in a branch the lower bound of each child's keys, the first of which is not used. */
    @Nullable
    Object[] keys;

    int count;

    Node(@Nullable Token owner, @Nullable Object[] keys, int count) {
        this.owner = owner;
        this.keys = keys;
        this.count = count;
    }

    Object key(int at) {
        return Objects.requireNonNull(keys[at]);
    }

    /** The number of entries below. */
    abstract int size();

    /** Where a full node splits when something is to be inserted at {@code at}. */
    static int splitPoint(int at) {
        return at == MAX ? EDGE : at == 0 ? MAX - EDGE : MAX / 2;
    }

    static final class Leaf extends Node {
        @Nullable
        Object[] values;

        Leaf(@Nullable Token owner, @Nullable Object[] keys, @Nullable Object[] values, int count) {
            super(owner, keys, count);
            this.values = values;
        }

        Object value(int at) {
            return Objects.requireNonNull(values[at]);
        }

        @Override
        int size() {
            return count;
        }
    }

    static final class Branch extends Node {
        @Nullable
        Node[] children;

        int[] sizes;
        int size;

        Branch(@Nullable Token owner, @Nullable Object[] keys, @Nullable Node[] children, int[] sizes, int count) {
            super(owner, keys, count);
            this.children = children;
            this.sizes = sizes;
            this.count = count;
        }

        @Override
        int size() {
            return size;
        }

        Node child(int at) {
            return Objects.requireNonNull(children[at]);
        }

        void resize() {
            int sum = 0;
            for (int i = 0; i < count; i++) {
                sum += sizes[i];
            }
            size = sum;
        }
    }
}
