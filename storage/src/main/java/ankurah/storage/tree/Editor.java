package ankurah.storage.tree;

import ankurah.storage.tree.Node.Branch;
import ankurah.storage.tree.Node.Leaf;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a {@link PersistentMap}. A node met for the first time is copied and marked with this editor's token;
 * marked ones are written in place. {@link #build} drops the token, so what was built never changes. For one thread.
 */
public final class Editor<K, V> {
    private final Comparator<? super K> order;
    private final int slack;
    private @Nullable Object owner = new Object();
    private @Nullable Node root;
    /** The right half of the node that the last put split. */
    private @Nullable Node split;

    private @Nullable Object splitKey;

    /** @param slack how much room a copied node gets for entries to come */
    Editor(PersistentMap<K, V> map, int slack) {
        this.order = map.order();
        this.slack = slack;
        this.root = map.root();
    }

    public int size() {
        return root == null ? 0 : root.size();
    }

    @SuppressWarnings("unchecked")
    public @Nullable V get(K key) {
        return root == null ? null : (V) Search.get(order, root, key);
    }

    public Editor<K, V> put(K key, V value) {
        Node top = root;
        if (top == null) {
            root = new Leaf(owner, new Object[] {key}, new Object[] {value}, 1);
            return this;
        }
        split = null;
        Node left = put(top, key, value);
        Node right = split;
        root = right == null ? left : grow(left, right);
        return this;
    }

    public Editor<K, V> remove(K key) {
        Node top = root;
        if (top == null) {
            return this;
        }
        Node next = remove(top, key);
        while (next instanceof Branch branch && branch.count == 1) {
            next = branch.child(0);
        }
        root = next.count == 0 ? null : next;
        return this;
    }

    /** The map with all changes so far. The editor may be used on; its further changes go to a later map. */
    public PersistentMap<K, V> build() {
        owner = new Object();
        return new PersistentMap<>(order, root);
    }

    private Node grow(Node left, Node right) {
        Branch top = new Branch(owner, new Object[4], new Node[4], new int[4], 2);
        top.children[0] = left;
        top.children[1] = right;
        top.keys[1] = splitKey;
        top.sizes[0] = left.size();
        top.sizes[1] = right.size();
        top.resize();
        return top;
    }

    private Node put(Node node, K key, V value) {
        if (node instanceof Leaf leaf) {
            return putLeaf(leaf, key, value);
        }
        Branch branch = (Branch) node;
        int at = Search.child(order, branch, key);
        Node child = put(branch.child(at), key, value);
        Node right = split;
        if (right == null) {
            Branch mine = own(branch, 0);
            int grown = child.size() - mine.sizes[at];
            mine.children[at] = child;
            mine.sizes[at] += grown;
            mine.size += grown;
            return mine;
        }
        split = null;
        return insertChild(branch, at, child, right);
    }

    private Node putLeaf(Leaf leaf, K key, V value) {
        int found = Search.find(order, leaf, key);
        if (found >= 0) {
            Leaf mine = own(leaf, 0);
            mine.values[found] = value;
            return mine;
        }
        int at = ~found;
        if (leaf.count < Node.MAX) {
            Leaf mine = own(leaf, 1);
            insert(mine, at, key, value);
            return mine;
        }
        int middle = Node.splitPoint(at);
        Leaf right = new Leaf(owner, room(leaf.keys, middle, leaf.count), room(leaf.values, middle, leaf.count), 0);
        right.count = leaf.count - middle;
        Leaf left = own(leaf, 0);
        truncate(left, middle);
        if (at < middle) {
            insert(left, at, key, value);
        } else {
            insert(right, at - middle, key, value);
        }
        split = right;
        splitKey = right.keys[0];
        return left;
    }

    private static void insert(Leaf leaf, int at, Object key, Object value) {
        System.arraycopy(leaf.keys, at, leaf.keys, at + 1, leaf.count - at);
        System.arraycopy(leaf.values, at, leaf.values, at + 1, leaf.count - at);
        leaf.keys[at] = key;
        leaf.values[at] = value;
        leaf.count++;
    }

    private static void truncate(Leaf leaf, int count) {
        Arrays.fill(leaf.keys, count, leaf.count, null);
        Arrays.fill(leaf.values, count, leaf.count, null);
        leaf.count = count;
    }

    /** Puts {@code child} at {@code at} and its new right neighbour behind it. */
    private Node insertChild(Branch branch, int at, Node child, Node right) {
        Object bound = splitKey;
        if (branch.count < Node.MAX) {
            Branch mine = own(branch, 1);
            mine.children[at] = child;
            mine.sizes[at] = child.size();
            insert(mine, at + 1, bound, right);
            mine.resize();
            return mine;
        }
        int middle = Node.splitPoint(at + 1);
        Branch high = copy(branch, middle, branch.count);
        Branch low = own(branch, 0);
        truncate(low, middle);
        Object highBound = high.keys[0];
        Branch target = at < middle ? low : high;
        int local = at < middle ? at : at - middle;
        target.children[local] = child;
        target.sizes[local] = child.size();
        insert(target, local + 1, bound, right);
        low.resize();
        high.resize();
        split = high;
        splitKey = highBound;
        return low;
    }

    private static void insert(Branch branch, int at, @Nullable Object bound, Node child) {
        int moved = branch.count - at;
        System.arraycopy(branch.keys, at, branch.keys, at + 1, moved);
        System.arraycopy(branch.children, at, branch.children, at + 1, moved);
        System.arraycopy(branch.sizes, at, branch.sizes, at + 1, moved);
        branch.keys[at] = bound;
        branch.children[at] = child;
        branch.sizes[at] = child.size();
        branch.count++;
    }

    private static void truncate(Branch branch, int count) {
        Arrays.fill(branch.keys, count, branch.count, null);
        Arrays.fill(branch.children, count, branch.count, null);
        branch.count = count;
    }

    private Node remove(Node node, K key) {
        if (node instanceof Leaf leaf) {
            int at = Search.find(order, leaf, key);
            return at < 0 ? leaf : without(own(leaf, 0), at);
        }
        Branch branch = (Branch) node;
        int at = Search.child(order, branch, key);
        Node before = branch.child(at);
        int sizeBefore = branch.sizes[at];
        Node child = remove(before, key);
        if (child == before && child.size() == sizeBefore) {
            return branch;
        }
        Branch mine = own(branch, 0);
        mine.children[at] = child;
        mine.sizes[at] = child.size();
        if (child.count < Node.MIN && mine.count > 1) {
            join(mine, at == 0 ? 0 : at - 1);
        }
        mine.resize();
        return mine;
    }

    private static Leaf without(Leaf leaf, int at) {
        int moved = leaf.count - at - 1;
        System.arraycopy(leaf.keys, at + 1, leaf.keys, at, moved);
        System.arraycopy(leaf.values, at + 1, leaf.values, at, moved);
        leaf.count--;
        leaf.keys[leaf.count] = null;
        leaf.values[leaf.count] = null;
        return leaf;
    }

    /** Makes one node of the children at {@code at} and behind it, or shares their entries evenly. */
    private void join(Branch parent, int at) {
        Node left = parent.child(at);
        Node right = parent.child(at + 1);
        Node both = left instanceof Leaf a
                ? concat(a, (Leaf) right)
                : concat((Branch) left, (Branch) right, parent.keys[at + 1]);
        if (both.count <= Node.MAX) {
            parent.children[at] = both;
            parent.sizes[at] = both.size();
            int moved = parent.count - at - 2;
            System.arraycopy(parent.keys, at + 2, parent.keys, at + 1, moved);
            System.arraycopy(parent.children, at + 2, parent.children, at + 1, moved);
            System.arraycopy(parent.sizes, at + 2, parent.sizes, at + 1, moved);
            parent.count--;
            parent.keys[parent.count] = null;
            parent.children[parent.count] = null;
            return;
        }
        int middle = both.count / 2;
        Node low = part(both, 0, middle);
        Node high = part(both, middle, both.count);
        parent.children[at] = low;
        parent.children[at + 1] = high;
        parent.sizes[at] = low.size();
        parent.sizes[at + 1] = high.size();
        parent.keys[at + 1] = high.keys[0];
    }

    private Leaf concat(Leaf a, Leaf b) {
        int count = a.count + b.count;
        Object[] keys = Arrays.copyOf(a.keys, count);
        Object[] values = Arrays.copyOf(a.values, count);
        System.arraycopy(b.keys, 0, keys, a.count, b.count);
        System.arraycopy(b.values, 0, values, a.count, b.count);
        return new Leaf(owner, keys, values, count);
    }

    private Branch concat(Branch a, Branch b, @Nullable Object bound) {
        int count = a.count + b.count;
        @Nullable Object[] keys = Arrays.copyOf(a.keys, count);
        Node[] children = Arrays.copyOf(a.children, count);
        int[] sizes = Arrays.copyOf(a.sizes, count);
        System.arraycopy(b.keys, 0, keys, a.count, b.count);
        System.arraycopy(b.children, 0, children, a.count, b.count);
        System.arraycopy(b.sizes, 0, sizes, a.count, b.count);
        keys[a.count] = bound;
        Branch both = new Branch(owner, keys, children, sizes, count);
        both.resize();
        return both;
    }

    private Node part(Node node, int from, int to) {
        if (node instanceof Leaf leaf) {
            Leaf part = new Leaf(owner, room(leaf.keys, from, to), room(leaf.values, from, to), 0);
            part.count = to - from;
            return part;
        }
        Branch part = copy((Branch) node, from, to);
        part.resize();
        return part;
    }

    @SuppressWarnings("ReferenceEquality") // a token is equal to itself alone
    private Leaf own(Leaf leaf, int more) {
        if (leaf.owner == owner) {
            if (leaf.keys.length < leaf.count + more) {
                leaf.keys = room(leaf.keys, 0, leaf.count);
                leaf.values = room(leaf.values, 0, leaf.count);
            }
            return leaf;
        }
        return new Leaf(owner, room(leaf.keys, 0, leaf.count), room(leaf.values, 0, leaf.count), leaf.count);
    }

    @SuppressWarnings("ReferenceEquality") // a token is equal to itself alone
    private Branch own(Branch branch, int more) {
        if (branch.owner == owner) {
            if (branch.keys.length < branch.count + more) {
                branch.keys = room(branch.keys, 0, branch.count);
                branch.children = Arrays.copyOf(branch.children, branch.keys.length);
                branch.sizes = Arrays.copyOf(branch.sizes, branch.keys.length);
            }
            return branch;
        }
        Branch mine = copy(branch, 0, branch.count);
        mine.size = branch.size;
        return mine;
    }

    private Branch copy(Branch branch, int from, int to) {
        int length = length(to - from);
        Node[] children = new Node[length];
        int[] sizes = new int[length];
        System.arraycopy(branch.children, from, children, 0, to - from);
        System.arraycopy(branch.sizes, from, sizes, 0, to - from);
        return new Branch(owner, room(branch.keys, from, to), children, sizes, to - from);
    }

    private @Nullable Object[] room(@Nullable Object[] source, int from, int to) {
        Object[] target = new Object[length(to - from)];
        System.arraycopy(source, from, target, 0, to - from);
        return target;
    }

    private int length(int count) {
        return Math.max(count + 1, Math.min(Node.MAX, count + slack));
    }
}
