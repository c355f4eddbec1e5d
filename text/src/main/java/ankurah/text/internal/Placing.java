package ankurah.text.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much it can cost to find the places of an update's structs, told before any is placed.
 *
 * <p>A struct is compared with what lies between its origins, see {@link Integration}. Between those of an honest writer lies what others
 * wrote there at the same time; but an update may name any two, and many structs that name the two ends of a long text cost their
 * number times its length.
 *
 * <p>Here each struct is taken to be compared with all items of the document between its origins, an origin in the update standing for
 * where that one's own origins lie, and with all structs of the update that came before it. That is often far too much where an update
 * has thousands of structs, and never too little.
 */
final class Placing {
    private final Store store;
    private final long most;
    private final Map<Long, TreeMap<Integer, Between>> placed = new HashMap<>();
    private long comparisons;

    /** @param most how far it is counted */
    Placing(Store store, long most) {
        this.store = store;
        this.most = most;
    }

    /** Items of the document, or none where that is the end; no sequence if only what is in the update can be there. */
    private record Between(int left, int right, @Nullable Sequence sequence) {
        static final Between NEW = new Between(Items.NONE, Items.NONE, null);
    }

    long of(byte[] update) {
        int before = 0;
        StructCursor cursor = new StructCursor(UpdateLayout.of(update), false, 0);
        for (; !cursor.isDone() && comparisons <= most; cursor.next()) {
            if (cursor.kind() != Items.GC && cursor.kind() != Items.SKIP) {
                Between between = between(cursor.head());
                placed.computeIfAbsent(Input.join(cursor.high, cursor.low), any -> new TreeMap<>())
                        .put(cursor.clock, between);
                comparisons += before++;
                count(between);
            }
        }
        return comparisons;
    }

    private Between between(StructHead head) {
        Between left = head.hasOrigin() ? at(head.originHigh, head.originLow, head.originClock) : null;
        Between right = head.hasRight() ? at(head.rightHigh, head.rightLow, head.rightClock) : null;
        if (left == null && right == null) {
            Sequence sequence = sequence(head);
            return sequence == null ? Between.NEW : new Between(Items.NONE, Items.NONE, sequence);
        }
        Sequence sequence =
                left != null && left.sequence != null ? left.sequence : right == null ? null : right.sequence;
        return new Between(left == null ? Items.NONE : left.left, right == null ? Items.NONE : right.right, sequence);
    }

    /** Where an item is: itself on both sides if it is in the document. */
    private Between at(int high, int low, int clock) {
        int item = item(high, low, clock);
        if (item != Items.NONE) {
            return store.items.leaf(item) == 0 ? Between.NEW : new Between(item, item, store.sequenceOf(item));
        }
        TreeMap<Integer, Between> known = placed.get(Input.join(high, low));
        Map.Entry<Integer, Between> struct = known == null ? null : known.floorEntry(clock);
        return struct == null ? Between.NEW : struct.getValue();
    }

    private int item(int high, int low, int clock) {
        int client = store.clients.find(high, low);
        return client == 0 || clock >= store.clients.state(client) ? Items.NONE : store.find(client, clock);
    }

    private @Nullable Sequence sequence(StructHead head) {
        if (head.rootName != null) {
            Branch root = store.roots.get(head.rootName);
            return root == null ? null : root.list;
        }
        int parent = item(head.parentHigh, head.parentLow, head.parentClock);
        if (parent == Items.NONE || store.items.kind(parent) != Items.TYPE) {
            return null;
        }
        return ((Branch) store.contents.get(store.items.content(parent))).known(head.key);
    }

    private void count(Between between) {
        Sequence sequence = between.sequence;
        if (sequence == null) {
            return;
        }
        Leaf from = between.left == Items.NONE ? sequence.firstLeaf() : store.leafOf(between.left);
        Leaf to = between.right == Items.NONE ? null : store.leafOf(between.right);
        for (Leaf leaf = from; leaf != null && comparisons <= most; leaf = leaf == to ? null : leaf.next) {
            comparisons += leaf.size;
        }
    }
}
