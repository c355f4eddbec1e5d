package ankurah.storage.tree;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Ways down the tree. */
final class Search {
    private Search() {}

    static <K> @Nullable Object get(Comparator<? super K> order, Node root, K key) {
        Node node = root;
        while (node instanceof Node.Branch branch) {
            node = branch.child(child(order, branch, key));
        }
        int at = find(order, node, key);
        return at < 0 ? null : ((Node.Leaf) node).values[at];
    }

    /** The number of keys below {@code key}, and with {@code inclusive} also the key itself. */
    static <K> int rank(Comparator<? super K> order, Node root, K key, boolean inclusive) {
        int rank = 0;
        Node node = root;
        while (node instanceof Node.Branch branch) {
            int at = child(order, branch, key);
            for (int i = 0; i < at; i++) {
                rank += branch.sizes[i];
            }
            node = branch.child(at);
        }
        int at = find(order, node, key);
        return at >= 0 ? rank + at + (inclusive ? 1 : 0) : rank - at - 1;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what is in use of a leaf's arrays is filled
    static <K, V> PersistentMap.Entry<K, V> nth(Node root, int index) {
        Node node = root;
        int left = index;
        while (node instanceof Node.Branch branch) {
            int at = 0;
            while (left >= branch.sizes[at]) {
                left -= branch.sizes[at++];
            }
            node = branch.child(at);
        }
        Node.Leaf leaf = (Node.Leaf) node;
        return new PersistentMap.Entry<>((K) leaf.keys[left], (V) leaf.values[left]);
    }

    /** The index of the child whose range holds {@code key}. */
    @SuppressWarnings("unchecked")
    static <K> int child(Comparator<? super K> order, Node.Branch branch, K key) {
        int low = 1;
        int high = branch.count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (order.compare((K) branch.keys[middle], key) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** The index of {@code key} in a leaf, or the complement of where it would stand. */
    @SuppressWarnings("unchecked")
    static <K> int find(Comparator<? super K> order, Node leaf, K key) {
        int low = 0;
        int high = leaf.count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = order.compare((K) leaf.keys[middle], key);
            if (compared == 0) {
                return middle;
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ~low;
    }
}
