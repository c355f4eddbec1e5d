package ankurah.storage.tree;

import java.util.ArrayDeque;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two maps of one order, found by walking both and leaving out the nodes they share. Of two maps of
 * which one was made from the other, this costs about what was changed, times the depth of the tree.
 *
 * <p>Both sides are walked in the order of keys. A node stands unopened for all its entries until something on the other
 * side lies among them; when the same node stands unopened on both sides it is passed over. The taller one is opened
 * first, so that shared nodes come to stand beside each other though one tree has grown a level.
 */
final class Differences<K, V> {
    private final Comparator<? super K> order;
    private final PersistentMap.Visitor<? super K, ? super V> visitor;
    private final Side old;
    private final Side now;

    Differences(
            Comparator<? super K> order,
            @Nullable Node old,
            @Nullable Node now,
            PersistentMap.Visitor<? super K, ? super V> visitor) {
        this.order = order;
        this.visitor = visitor;
        this.old = new Side(old);
        this.now = new Side(now);
    }

    @SuppressWarnings("ReferenceEquality") // a shared node is known by the object, and so is a value not replaced
    void visit() {
        while (!old.isDone() && !now.isDone()) {
            Node before = old.unopened();
            Node after = now.unopened();
            if (before != null && before == after) {
                old.pass();
                now.pass();
            } else if (old.height() > 0 || now.height() > 0) {
                openTaller();
            } else {
                compareEntries();
            }
        }
        finish(old, true);
        finish(now, false);
    }

    private void openTaller() {
        int oldHeight = old.height();
        int newHeight = now.height();
        if (oldHeight >= newHeight) {
            old.open();
        }
        if (newHeight >= oldHeight) {
            now.open();
        }
    }

    /** Compares the first entries of two leaves, of which one that lies behind the other's stays unopened. */
    @SuppressWarnings("ReferenceEquality") // as above
    private void compareEntries() {
        int compared = compare(old.key(), now.key());
        if (compared < 0) {
            tell(old.key(), old.value(), null);
            old.next();
        } else if (compared > 0) {
            tell(now.key(), null, now.value());
            now.next();
        } else {
            if (old.value() != now.value()) {
                tell(now.key(), old.value(), now.value());
            }
            old.next();
            now.next();
        }
    }

    private void finish(Side side, boolean before) {
        while (!side.isDone()) {
            if (side.height() > 0) {
                side.open();
            } else {
                tell(side.key(), before ? side.value() : null, before ? null : side.value());
                side.next();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private int compare(Object a, Object b) {
        return order.compare((K) a, (K) b);
    }

    @SuppressWarnings("unchecked")
    private void tell(Object key, @Nullable Object before, @Nullable Object after) {
        visitor.differs((K) key, (V) before, (V) after);
    }

    /** One map, from some entry to its end. */
    private static final class Side {
        /** The first stands next; all are unopened, but for the first if {@link #at} is above 0. */
        private final ArrayDeque<Node> nodes = new ArrayDeque<>();

        private int at;

        Side(@Nullable Node root) {
            if (root != null) {
                nodes.push(root);
            }
        }

        boolean isDone() {
            return nodes.isEmpty();
        }

        @Nullable
        Node unopened() {
            return at == 0 ? nodes.peek() : null;
        }

        /** 0 for a leaf. */
        int height() {
            int height = 0;
            for (Node node = nodes.getFirst(); node instanceof Node.Branch branch; node = branch.child(0)) {
                height++;
            }
            return height;
        }

        void pass() {
            nodes.pop();
        }

        void open() {
            Node.Branch branch = (Node.Branch) nodes.pop();
            for (int i = branch.count - 1; i >= 0; i--) {
                nodes.push(branch.child(i));
            }
        }

        private Node.Leaf leaf() {
            return (Node.Leaf) nodes.getFirst();
        }

        Object key() {
            return leaf().key(at);
        }

        Object value() {
            return leaf().value(at);
        }

        void next() {
            if (++at == nodes.getFirst().count) {
                nodes.pop();
                at = 0;
            }
        }
    }
}
