package ankurah.storage.tree;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks a part of a {@link PersistentMap} without comparing a key. Stands before the first entry until {@link #next} is
 * called. For one thread.
 */
public final class MapCursor<K, V> {
    /** Deep enough for any int: nodes below the root have at least six children. */
    private static final int MAX_DEPTH = 14;

    private final boolean down;
    private int remaining;

    private final Node.@Nullable Branch[] path = new Node.Branch[MAX_DEPTH];
    private final int[] steps = new int[MAX_DEPTH];
    private int depth;
    private Node.@Nullable Leaf leaf;
    private int at;

    MapCursor(@Nullable Node root, int index, int count, boolean down) {
        this.down = down;
        this.remaining = count;
        if (root != null && count > 0) {
            seek(root, index);
        }
    }

    /** Moves to the next entry; false when there is none. */
    public boolean next() {
        if (remaining == 0) {
            return false;
        }
        remaining--;
        at += down ? -1 : 1;
        Node.Leaf current = leaf;
        if (current == null || at < 0 || at >= current.count) {
            nextLeaf();
        }
        return true;
    }

    /** How many entries are still to come. */
    public int remaining() {
        return remaining;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what is in use of a leaf's arrays is filled
    public K key() {
        return (K) standing().keys[at];
    }

    @SuppressWarnings({"unchecked", "NullAway"})
    public V value() {
        return (V) standing().values[at];
    }

    private Node.Leaf standing() {
        Node.Leaf current = leaf;
        if (current == null || at < 0 || at >= current.count) {
            throw new IllegalStateException("the cursor stands before its first entry");
        }
        return current;
    }

    private void seek(Node root, int index) {
        Node node = root;
        int left = index;
        while (node instanceof Node.Branch branch) {
            int step = 0;
            while (left >= branch.sizes[step]) {
                left -= branch.sizes[step++];
            }
            path[depth] = branch;
            steps[depth++] = step;
            node = branch.child(step);
        }
        leaf = (Node.Leaf) node;
        at = down ? left + 1 : left - 1;
    }

    /** Only called while entries remain, so there is a next leaf. */
    private void nextLeaf() {
        int level = depth - 1;
        Node.Branch branch = branch(level);
        while (down ? steps[level] == 0 : steps[level] == branch.count - 1) {
            branch = branch(--level);
        }
        steps[level] += down ? -1 : 1;
        Node node = branch.child(steps[level]);
        while (node instanceof Node.Branch inner) {
            level++;
            path[level] = inner;
            steps[level] = down ? inner.count - 1 : 0;
            node = inner.child(steps[level]);
        }
        leaf = (Node.Leaf) node;
        at = down ? node.count - 1 : 0;
    }

    private Node.Branch branch(int level) {
        return Objects.requireNonNull(path[level]);
    }
}
