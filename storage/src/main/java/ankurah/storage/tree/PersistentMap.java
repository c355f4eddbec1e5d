package ankurah.storage.tree;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map. Every change gives a new map that shares all but a few nodes with the old one, so a reader
 * keeps its map for as long as it likes and sees nothing move. Finding, changing, and the way from key to index and back
 * cost the logarithm of the size; {@link #edit} makes many changes at the price of copying each touched node once.
 *
 * <p>A B+ tree with up to {@value Node#MAX} entries a node (Bayer and McCreight, "Organization and Maintenance of Large
 * Ordered Indices", 1972) whose branches also hold the sizes of their children.
 */
public final class PersistentMap<K, V> implements Iterable<PersistentMap.Entry<K, V>> {
    private static final int EDIT_SLACK = 8;

    private final Comparator<? super K> order;
    private final @Nullable Node root;

    /** A key and its value. */
    public record Entry<K, V>(K key, V value) {}

    PersistentMap(Comparator<? super K> order, @Nullable Node root) {
        this.order = order;
        this.root = root;
    }

    public static <K, V> PersistentMap<K, V> empty(Comparator<? super K> order) {
        return new PersistentMap<>(order, null);
    }

    public Comparator<? super K> order() {
        return order;
    }

    public int size() {
        return root == null ? 0 : root.size();
    }

    public boolean isEmpty() {
        return root == null;
    }

    @SuppressWarnings("unchecked")
    public @Nullable V get(K key) {
        return root == null ? null : (V) Search.get(order, root, key);
    }

    public boolean containsKey(K key) {
        return get(key) != null;
    }

    public PersistentMap<K, V> put(K key, V value) {
        return new Editor<>(this, 1).put(key, value).build();
    }

    public PersistentMap<K, V> remove(K key) {
        return new Editor<>(this, 1).remove(key).build();
    }

    /** A copy that can be written to, for one thread, until it is built. */
    public Editor<K, V> edit() {
        return new Editor<>(this, EDIT_SLACK);
    }

    /** The entry with {@code index} smaller keys. */
    public Entry<K, V> nth(int index) {
        if (root == null || index < 0 || index >= root.size()) {
            throw new IndexOutOfBoundsException("index " + index + " of a map of " + size());
        }
        return Search.nth(root, index);
    }

    /** How many keys are smaller than {@code key}, which need not be in the map. */
    public int rankOf(K key) {
        return root == null ? 0 : Search.rank(order, root, key, false);
    }

    private int rankAbove(K key) {
        return root == null ? 0 : Search.rank(order, root, key, true);
    }

    public @Nullable Entry<K, V> first() {
        return isEmpty() ? null : nth(0);
    }

    public @Nullable Entry<K, V> last() {
        return isEmpty() ? null : nth(size() - 1);
    }

    /** The entry with the greatest key that is not above {@code key}. */
    public @Nullable Entry<K, V> floor(K key) {
        return at(rankAbove(key) - 1);
    }

    /** The entry with the least key that is not below {@code key}. */
    public @Nullable Entry<K, V> ceiling(K key) {
        return at(rankOf(key));
    }

    /** The entry with the greatest key below {@code key}. */
    public @Nullable Entry<K, V> lower(K key) {
        return at(rankOf(key) - 1);
    }

    /** The entry with the least key above {@code key}. */
    public @Nullable Entry<K, V> higher(K key) {
        return at(rankAbove(key));
    }

    private @Nullable Entry<K, V> at(int index) {
        return index < 0 || index >= size() ? null : nth(index);
    }

    /** Walks the keys from {@code from} up to but without {@code to}; null means no bound. */
    public MapCursor<K, V> ascending(@Nullable K from, @Nullable K to) {
        int first = from == null ? 0 : rankOf(from);
        int end = to == null ? size() : rankOf(to);
        return new MapCursor<>(root, first, Math.max(0, end - first), false);
    }

    /** Walks the same range as {@link #ascending} from its upper end. */
    public MapCursor<K, V> descending(@Nullable K from, @Nullable K to) {
        int first = from == null ? 0 : rankOf(from);
        int end = to == null ? size() : rankOf(to);
        return new MapCursor<>(root, end - 1, Math.max(0, end - first), true);
    }

    /** Walks {@code count} entries upwards from the one at {@code index}, or as many as there are. */
    public MapCursor<K, V> slice(int index, int count) {
        int first = Math.max(0, Math.min(index, size()));
        return new MapCursor<>(root, first, Math.max(0, Math.min(count, size() - first)), false);
    }

    @Override
    public Iterator<Entry<K, V>> iterator() {
        MapCursor<K, V> cursor = ascending(null, null);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cursor.remaining() > 0;
            }

            @Override
            public Entry<K, V> next() {
                if (!cursor.next()) {
                    throw new NoSuchElementException("the map has no more entries");
                }
                return new Entry<>(cursor.key(), cursor.value());
            }
        };
    }

    /**
     * Tells what is another value, by identity, here than in an older map of the same order: in the order of the keys, at
     * a cost that depends on what the two do not share.
     */
    public void differences(PersistentMap<K, V> older, Visitor<? super K, ? super V> visitor) {
        new Differences<K, V>(order, older.root, root, visitor).visit();
    }

    /** Hears what differs between two maps. */
    @FunctionalInterface
    public interface Visitor<K, V> {
        /**
         * Takes notice of one key.
         *
         * @param before null if there was none
         * @param after null if there is none any more
         */
        void differs(K key, @Nullable V before, @Nullable V after);
    }

    @Nullable
    Node root() {
        return root;
    }

    @Override
    public String toString() {
        return "PersistentMap[" + size() + "]";
    }
}
