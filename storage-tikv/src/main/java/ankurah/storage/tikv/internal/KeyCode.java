package ankurah.storage.tikv.internal;

import ankurah.event.AnkurahException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tikv.shade.com.google.protobuf.ByteString;

/**
 * The form in which regions are cut and looked up: eight bytes of the key, padded with zeros, then a byte that says how
 * many of them count. It sorts as the keys do. Requests carry the keys themselves.
 */
public final class KeyCode {
    private static final int GROUP = 8;
    private static final int FULL = 0xff;

    private KeyCode() {}

    public static byte[] encode(byte[] key) {
        int groups = key.length / GROUP + 1;
        byte[] code = new byte[groups * (GROUP + 1)];
        for (int i = 0; i < groups; i++) {
            int length = Math.min(GROUP, key.length - i * GROUP);
            System.arraycopy(key, i * GROUP, code, i * (GROUP + 1), length);
            code[i * (GROUP + 1) + GROUP] = (byte) (FULL - (GROUP - length));
        }
        return code;
    }

    /** The key whose form this is. */
    public static byte[] decode(byte[] code) {
        byte[] key = decodeOrNull(code);
        if (key == null) {
            throw new AnkurahException.Fault(
                    "storage.foreign",
                    "a region of the cluster is cut at " + Failures.shown(ByteString.copyFrom(code))
                            + ", which is no key of a transaction: the cluster is used in another way, too");
        }
        return key;
    }

    private static byte @Nullable [] decodeOrNull(byte[] code) {
        byte[] key = new byte[code.length];
        int length = 0;
        for (int at = 0; at + GROUP < code.length; at += GROUP + 1) {
            int counted = GROUP - (FULL - (code[at + GROUP] & 0xff));
            if (counted < 0) {
                return null;
            }
            System.arraycopy(code, at, key, length, counted);
            length += counted;
            if (counted < GROUP) {
                return at + GROUP + 1 == code.length ? Arrays.copyOf(key, length) : null;
            }
        }
        return null;
    }
}
