package ankurah.storage.tikv.internal;

import ankurah.event.internal.Hex;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.tikv.TikvOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the tests of the store share. */
final class Bench {
    static final byte[] FIRST = {};
    static final byte[] LIMIT = {(byte) 0xff};

    private Bench() {}

    static TikvOptions options() {
        return TikvOptions.defaults();
    }

    /** Gives up soon. */
    static TikvOptions hasty() {
        return TikvOptions.defaults().withRequestMillis(500).withPatienceMillis(1_000);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The key as it stands in the cluster. */
    static byte[] full(TikvOptions options, byte[] key) {
        return new Space(options.namespace(), "").key(key);
    }

    static void write(TikvStore store, Consumer<OrderedBatch> changes) {
        OrderedBatch batch = new OrderedBatch();
        changes.accept(batch);
        store.write(batch, Durability.SYNCED);
    }

    static TreeMap<byte[], byte[]> map() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    /** The entries of a range in the order they are walked, as text that can be compared and shown. */
    static List<String> walk(OrderedSnapshot snapshot, byte[] from, byte[] to, boolean reverse) {
        List<String> entries = new ArrayList<>();
        try (OrderedCursor cursor = snapshot.scan(from, to, reverse)) {
            while (cursor.next()) {
                entries.add(text(cursor.key(), cursor.value()));
            }
        }
        return entries;
    }

    static List<String> entries(TreeMap<byte[], byte[]> map) {
        List<String> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(text(key, value)));
        return entries;
    }

    private static String text(byte[] key, byte[] value) {
        return Hex.encode(key) + "="
                + (value.length > 40 ? value.length + ":" + Arrays.hashCode(value) : Hex.encode(value));
    }
}
