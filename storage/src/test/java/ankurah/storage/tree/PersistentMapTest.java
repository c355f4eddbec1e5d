package ankurah.storage.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PersistentMapTest {
    private static final PersistentMap<Integer, String> EMPTY = PersistentMap.empty(Comparator.naturalOrder());

    @Property(tries = 300)
    void itAgreesWithATreeMapThroughAnyHistory(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 2000) int range, @ForAll boolean inBulk) {
        Random random = new Random(seed);
        TreeMap<Integer, String> expected = new TreeMap<>();
        PersistentMap<Integer, String> map = EMPTY;
        Editor<Integer, String> editor = map.edit();
        for (int i = 0; i < 1500; i++) {
            int key = random.nextInt(range);
            boolean remove = random.nextInt(1500) < i / 2;
            if (remove) {
                expected.remove(key);
            } else {
                expected.put(key, "v" + i);
            }
            if (inBulk) {
                editor = remove ? editor.remove(key) : editor.put(key, "v" + i);
            } else {
                map = remove ? map.remove(key) : map.put(key, "v" + i);
            }
        }
        assertSame(inBulk ? editor.build() : map, expected);
    }

    @Property(tries = 300)
    void whatDiffersFromAnOlderMapIsFound(
            @ForAll long seed, @ForAll @IntRange(max = 3000) int size, @ForAll @IntRange(max = 400) int changes) {
        Random random = new Random(seed);
        PersistentMap<Integer, String> older = EMPTY;
        TreeMap<Integer, String> expected = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            int key = random.nextInt(4000);
            older = older.put(key, "v" + i);
            expected.put(key, "v" + i);
        }
        PersistentMap<Integer, String> newer = older;
        TreeMap<Integer, String> patched = new TreeMap<>(expected);
        boolean removing = random.nextBoolean();
        for (int i = 0; i < changes; i++) {
            int key = random.nextInt(4000);
            boolean remove = removing || random.nextBoolean();
            newer = remove ? newer.remove(key) : newer.put(key, "n" + i);
            if (remove) {
                expected.remove(key);
            } else {
                expected.put(key, "n" + i);
            }
        }
        int[] told = {0, -1};
        newer.differences(older, (key, before, after) -> {
            assertThat(key).as("in order, each once").isGreaterThan(told[1]);
            told[0]++;
            told[1] = key;
            assertThat(patched.get(key)).isEqualTo(before);
            if (after == null) {
                patched.remove(key);
            } else {
                patched.put(key, after);
            }
        });
        assertThat(patched).isEqualTo(expected);
        assertThat(told[0]).isLessThanOrEqualTo(changes);
    }

    @Test
    void lookingForDifferencesCostsWhatIsNotShared() {
        int[] compared = {0};
        PersistentMap<Integer, String> counted = PersistentMap.empty((a, b) -> {
            compared[0]++;
            return Integer.compare(a, b);
        });
        Editor<Integer, String> editor = counted.edit();
        for (int i = 0; i < 200_000; i++) {
            editor = editor.put(i, "");
        }
        PersistentMap<Integer, String> before = editor.build();
        PersistentMap<Integer, String> after = before.put(77_777, "other").remove(150_000);
        compared[0] = 0;
        List<Integer> told = new ArrayList<>();
        after.differences(before, (key, was, is) -> told.add(key));
        assertThat(told).containsExactly(77_777, 150_000);
        assertThat(compared[0]).isLessThan(400);
    }

    @Property(tries = 200)
    void itsEndsAndRangesAreThoseOfATreeMap(@ForAll long seed, @ForAll @IntRange(max = 500) int size) {
        Random random = new Random(seed);
        TreeMap<Integer, String> expected = new TreeMap<>();
        Editor<Integer, String> editor = EMPTY.edit();
        for (int i = 0; i < size; i++) {
            int key = random.nextInt(1000);
            expected.put(key, "v" + i);
            editor.put(key, "v" + i);
        }
        PersistentMap<Integer, String> map = editor.build();
        for (int i = 0; i < 50; i++) {
            int a = random.nextInt(1020) - 10;
            int b = a + random.nextInt(200);
            assertThat(entry(map.floor(a))).isEqualTo(expected.floorEntry(a));
            assertThat(entry(map.ceiling(a))).isEqualTo(expected.ceilingEntry(a));
            assertThat(entry(map.lower(a))).isEqualTo(expected.lowerEntry(a));
            assertThat(entry(map.higher(a))).isEqualTo(expected.higherEntry(a));
            assertThat(map.rankOf(a)).isEqualTo(expected.headMap(a, false).size());
            NavigableMap<Integer, String> range = expected.subMap(a, true, b, false);
            assertThat(keys(map.ascending(a, b))).isEqualTo(new ArrayList<>(range.keySet()));
            assertThat(keys(map.descending(a, b))).isEqualTo(new ArrayList<>(range.descendingKeySet()));
        }
        assertThat(entry(map.first())).isEqualTo(expected.firstEntry());
        assertThat(entry(map.last())).isEqualTo(expected.lastEntry());
    }

    @Test
    void everyVersionStaysAsItWas() {
        Random random = new Random(7);
        List<PersistentMap<Integer, String>> versions = new ArrayList<>();
        List<TreeMap<Integer, String>> expected = new ArrayList<>();
        PersistentMap<Integer, String> map = EMPTY;
        TreeMap<Integer, String> model = new TreeMap<>();
        for (int round = 0; round < 100; round++) {
            Editor<Integer, String> editor = map.edit();
            for (int i = 0; i < 40; i++) {
                int key = random.nextInt(600);
                if (random.nextInt(3) == 0) {
                    editor.remove(key);
                    model.remove(key);
                } else {
                    editor.put(key, round + "/" + i);
                    model.put(key, round + "/" + i);
                }
            }
            map = editor.build();
            editor.put(-1, "after the build, so in no map kept here");
            versions.add(map);
            expected.add(new TreeMap<>(model));
        }
        for (int i = 0; i < versions.size(); i++) {
            assertSame(versions.get(i), expected.get(i));
        }
    }

    @Test
    void ascendingAndDescendingInsertsLeaveSoundTrees() {
        Editor<Integer, String> up = EMPTY.edit();
        Editor<Integer, String> down = EMPTY.edit();
        TreeMap<Integer, String> expected = new TreeMap<>();
        for (int i = 0; i < 20_000; i++) {
            up.put(i, "x" + i);
            down.put(19_999 - i, "x" + (19_999 - i));
            expected.put(i, "x" + i);
        }
        assertSame(up.build(), expected);
        assertSame(down.build(), expected);
    }

    @Test
    void anIndexOutsideIsRefused() {
        PersistentMap<Integer, String> one = EMPTY.put(1, "one");
        assertThatThrownBy(() -> one.nth(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> EMPTY.nth(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(one.remove(1).isEmpty()).isTrue();
        assertThat(EMPTY.first()).isNull();
        assertThat(keys(EMPTY.descending(null, null))).isEmpty();
        assertThat(keys(one.slice(5, 5))).isEmpty();
    }

    private static void assertSame(PersistentMap<Integer, String> map, TreeMap<Integer, String> expected) {
        assertThat(map.size()).isEqualTo(expected.size());
        TreeMap<Integer, String> found = new TreeMap<>();
        int rank = 0;
        for (PersistentMap.Entry<Integer, String> entry : map) {
            assertThat(map.nth(rank)).isEqualTo(entry);
            assertThat(map.rankOf(entry.key())).isEqualTo(rank++);
            assertThat(map.get(entry.key())).isEqualTo(entry.value());
            found.put(entry.key(), entry.value());
        }
        assertThat(found).isEqualTo(expected);
        assertThat(keys(map.descending(null, null))).isEqualTo(new ArrayList<>(expected.descendingKeySet()));
        if (map.root() != null) {
            depth(map.root(), true);
        }
    }

    /** All leaves at one depth, no thin node below the root, sizes right, bounds right. */
    private static int depth(Node node, boolean root) {
        if (!root) {
            assertThat(node.count).isGreaterThanOrEqualTo(6);
        }
        assertThat(node.count).isLessThanOrEqualTo(Node.MAX);
        if (!(node instanceof Node.Branch branch)) {
            return 1;
        }
        assertThat(branch.count).isGreaterThanOrEqualTo(2);
        int depth = depth(branch.child(0), false);
        int size = 0;
        for (int i = 0; i < branch.count; i++) {
            assertThat(depth(branch.child(i), false)).isEqualTo(depth);
            assertThat(branch.sizes[i]).isEqualTo(branch.child(i).size());
            size += branch.sizes[i];
            if (i > 0) {
                assertThat((Integer) branch.keys[i]).isLessThanOrEqualTo(least(branch.child(i)));
            }
        }
        assertThat(branch.size()).isEqualTo(size);
        return depth + 1;
    }

    private static Integer least(Node node) {
        return node instanceof Node.Branch branch ? least(branch.child(0)) : (Integer) node.keys[0];
    }

    private static List<Integer> keys(MapCursor<Integer, String> cursor) {
        List<Integer> keys = new ArrayList<>();
        while (cursor.next()) {
            keys.add(cursor.key());
        }
        return keys;
    }

    private static Map.@Nullable Entry<Integer, String> entry(PersistentMap.@Nullable Entry<Integer, String> entry) {
        return entry == null ? null : Map.entry(entry.key(), entry.value());
    }
}
