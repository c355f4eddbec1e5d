package ankurah.web.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.tree.Editor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Pages and the changes over them show what a map of all entries would. */
class ContentsTest {
    private static final String WHERE = "a test";

    /** What the disk would have. */
    private final Map<Double, byte[]> disk = new TreeMap<>();

    @Property(tries = 200)
    void theyAgreeWithAMapThroughAnyHistory(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3_000) int keys,
            @ForAll @IntRange(max = 400) int bytes) {
        Random random = new Random(seed);
        disk.clear();
        Contents contents = Contents.EMPTY;
        NavigableMap<byte[], byte[]> expected = new TreeMap<>(Arrays::compareUnsigned);
        double next = 1;
        for (int round = 0; round < 12; round++) {
            OrderedSnapshot older = contents.snapshot();
            NavigableMap<byte[], byte[]> then = copy(expected);
            OrderedBatch batch = batch(random, keys, bytes, expected);
            contents = contents.with(batch);
            if (random.nextInt(3) == 0) {
                Repaging repaging = Repaging.of(contents, next, WHERE);
                store(repaging);
                next = repaging.next();
                contents = random.nextBoolean() ? repaging.after() : opened();
            }
            assertSame(contents.snapshot(), expected, random, keys);
            assertSame(older, then, random, keys);
        }
    }

    private static NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> map) {
        return new TreeMap<>(map);
    }

    private static byte[] key(Random random, int keys) {
        return ("key " + random.nextInt(keys)).getBytes(StandardCharsets.UTF_8);
    }

    private static OrderedBatch batch(Random random, int keys, int bytes, NavigableMap<byte[], byte[]> expected) {
        OrderedBatch batch = new OrderedBatch();
        boolean emptying = random.nextInt(4) == 0;
        for (int i = random.nextInt(1_000); i >= 0; i--) {
            byte[] key = key(random, keys);
            if (random.nextInt(10) < (emptying ? 9 : 2)) {
                batch.delete(key);
                expected.remove(key);
            } else {
                byte[] value = new byte[random.nextInt(bytes + 1)];
                random.nextBytes(value);
                batch.put(key, value);
                expected.put(key, value);
            }
        }
        return batch;
    }

    private void store(Repaging repaging) {
        repaging.gone().forEach(disk::remove);
        repaging.written().forEach(page -> disk.put(page.number(), page.bytes()));
    }

    private Contents opened() {
        Editor<byte[], Page> pages = Contents.<Page>empty().edit();
        disk.forEach((number, bytes) -> {
            Page page = new Page(number, bytes, WHERE);
            pages.put(page.firstKey(), page);
        });
        return new Contents(pages.build(), Contents.empty());
    }

    private static void assertSame(
            OrderedSnapshot snapshot, NavigableMap<byte[], byte[]> expected, Random random, int keys) {
        byte[] from = random.nextInt(4) == 0 ? new byte[0] : key(random, keys);
        byte[] to = random.nextInt(4) == 0 ? new byte[] {(byte) 0xff} : key(random, keys);
        NavigableMap<byte[], byte[]> range =
                Arrays.compareUnsigned(from, to) < 0 ? expected.subMap(from, true, to, false) : new TreeMap<>();
        assertThat(scan(snapshot, from, to, false)).isEqualTo(texts(range));
        assertThat(scan(snapshot, from, to, true)).isEqualTo(texts(range.descendingMap()));
        assertThat(snapshot.count(from, to, 100)).isEqualTo(Math.min(100, range.size()));
        assertThat(snapshot.estimate(from, to)).isGreaterThanOrEqualTo(range.size());
        for (int i = 0; i < 20; i++) {
            byte[] key = key(random, keys);
            assertThat(snapshot.get(key)).isEqualTo(expected.get(key));
        }
    }

    private static List<String> scan(OrderedSnapshot snapshot, byte[] from, byte[] to, boolean reverse) {
        List<String> found = new ArrayList<>();
        try (OrderedCursor cursor = snapshot.scan(from, to, reverse)) {
            while (cursor.next()) {
                found.add(text(cursor.key(), cursor.value()));
            }
        }
        return found;
    }

    private static List<String> texts(Map<byte[], byte[]> map) {
        List<String> texts = new ArrayList<>();
        map.forEach((key, value) -> texts.add(text(key, value)));
        return texts;
    }

    private static String text(byte[] key, byte @Nullable [] value) {
        return new String(key, StandardCharsets.UTF_8) + " " + Arrays.hashCode(value);
    }

    @Test
    void aRunIsAsLongAsItWasSaidToBe() {
        OrderedBatch batch = new OrderedBatch()
                .put(new byte[3], new byte[126])
                .put(new byte[127], new byte[127])
                .delete(new byte[128])
                .put(new byte[0], new byte[20_000]);
        Entries.Writer run = new Entries.Writer(1);
        for (int i = 0; i < batch.size(); i++) {
            run.add(batch.key(i), batch.value(i));
        }
        assertThat(Entries.size(batch)).isEqualTo(run.size()).isEqualTo(run.toBytes().length);
    }

    @Test
    void aPageThatIsCutOffIsToldOfByWhoLooksIntoIt() {
        byte[] whole = new Entries.Writer(0)
                .add(new byte[] {1}, new byte[50])
                .add(new byte[] {2}, new byte[50])
                .toBytes();
        Page page = new Page(1, Arrays.copyOf(whole, whole.length - 1), WHERE);
        assertThat(page.firstKey()).containsExactly(1);
        assertDamaged(() -> page.get(new byte[] {1}));
        assertDamaged(() -> new Page(2, new byte[0], WHERE).firstKey());
        byte[] deletion = new Entries.Writer(0).add(new byte[] {1}, null).toBytes();
        assertDamaged(() -> new Page(3, deletion, WHERE).size());
    }

    private static void assertDamaged(Runnable reading) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        AnkurahException.Fault.class, e -> assertThat(e.code()).isEqualTo("storage.damaged"));
    }
}
