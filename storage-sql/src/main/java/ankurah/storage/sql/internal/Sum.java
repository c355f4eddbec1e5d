package ankurah.storage.sql.internal;

import ankurah.event.AnkurahException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Four bytes behind each state, log entry and small record, over it and its key. SQLite has no checksums of its own, and Postgres
 * may have been told to do without: a byte that the disk changed would be read as if it had been written. Events need none:
 * their ids are computed from them.
 */
final class Sum {
    static final int BYTES = 4;

    private Sum() {}

    static byte[] seal(byte[] key, byte[] content) {
        byte[] sealed = Arrays.copyOf(content, content.length + BYTES);
        int sum = of(key, content, content.length);
        for (int i = 0; i < BYTES; i++) {
            sealed[content.length + i] = (byte) (sum >>> 24 - 8 * i);
        }
        return sealed;
    }

    /** @throws AnkurahException.Fault {@code storage.damaged} if it is not what was sealed */
    static byte[] open(String store, String what, byte[] key, byte[] sealed) {
        int length = sealed.length - BYTES;
        int sum = 0;
        for (int i = Math.max(0, length); i < sealed.length; i++) {
            sum = sum << 8 | sealed[i] & 0xff;
        }
        if (length < 0 || of(key, sealed, length) != sum) {
            throw Records.damaged(
                    store, what, key, new AnkurahException.Invalid("cbor.malformed", "its checksum is another"));
        }
        return Arrays.copyOf(sealed, length);
    }

    private static int of(byte[] key, byte[] content, int length) {
        CRC32C crc = new CRC32C();
        crc.update(key, 0, key.length);
        crc.update(content, 0, length);
        return (int) crc.getValue();
    }
}
