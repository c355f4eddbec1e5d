package ankurah.storage.tikv.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tikv.shade.com.google.protobuf.ByteString;

/**
 * Where a store's keys and values are in the cluster. Keys stand behind {@code ankurah/NAMESPACE} and a zero byte, which no
 * namespace contains, so none is within another; then the owner's record, or 1 and the key. Values stand behind a 1, because an
 * empty value is taken for none by parts of the cluster's tools.
 */
final class Space {
    private static final int MARK = 1;

    private final byte[] prefix;
    private final String store;

    Space(String namespace, String store) {
        this.prefix = ("ankurah/" + namespace + "\0").getBytes(StandardCharsets.US_ASCII);
        this.store = store;
    }

    byte[] owner() {
        return Arrays.copyOf(prefix, prefix.length + 1);
    }

    byte[] key(byte[] key) {
        byte[] all = Arrays.copyOf(prefix, prefix.length + 1 + key.length);
        all[prefix.length] = 1;
        System.arraycopy(key, 0, all, prefix.length + 1, key.length);
        return all;
    }

    byte[] bare(ByteString key) {
        return key.substring(prefix.length + 1).toByteArray();
    }

    static ByteString marked(byte[] value) {
        byte[] marked = new byte[value.length + 1];
        marked[0] = MARK;
        System.arraycopy(value, 0, marked, 1, value.length);
        return Bytes.wrap(marked);
    }

    byte[] unmarked(ByteString key, ByteString value) {
        byte[] unmarked = unmarkedOrNull(value);
        if (unmarked == null) {
            throw Failures.damaged(store, "the value of " + Failures.shown(key));
        }
        return unmarked;
    }

    private static byte @Nullable [] unmarkedOrNull(ByteString value) {
        return value.isEmpty() || value.byteAt(0) != MARK
                ? null
                : value.substring(1).toByteArray();
    }
}
