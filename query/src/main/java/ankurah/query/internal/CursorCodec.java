package ankurah.query.internal;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.event.internal.Longs;
import ankurah.query.Cursor;
import ankurah.query.OrderBy;
import ankurah.query.SortKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A cursor as base64url text: one byte of version, the CBOR array of order, id and values, and the first 8 bytes of the
 * SHA-256 of all that, which tells a damaged text from a sound one.
 */
public final class CursorCodec {
    private static final int VERSION = 1;
    private static final int CHECKSUM_BYTES = 8;
    private static final int FIXED_ITEMS = 2;

    private CursorCodec() {}

    public static long fingerprint(List<OrderBy> columns) {
        byte[] order = Printer.print(columns).getBytes(StandardCharsets.UTF_8);
        return Longs.get(Sha256.portable().hash(order).toBytes(), 0);
    }

    public static String encode(Cursor cursor) {
        CborWriter out = new CborWriter(96);
        out.array(FIXED_ITEMS + cursor.key().values().size());
        out.integer(cursor.order()).bytes(cursor.key().id().toBytes());
        for (Value value : cursor.key().values()) {
            ValueCodec.write(out, value);
        }
        byte[] body = out.toBytes();
        byte[] bytes = new byte[1 + body.length + CHECKSUM_BYTES];
        bytes[0] = VERSION;
        System.arraycopy(body, 0, bytes, 1, body.length);
        System.arraycopy(checksum(bytes), 0, bytes, 1 + body.length, CHECKSUM_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] checksum(byte[] bytes) {
        byte[] covered = Arrays.copyOf(bytes, bytes.length - CHECKSUM_BYTES);
        return Arrays.copyOf(Sha256.portable().hash(covered).toBytes(), CHECKSUM_BYTES);
    }

    public static Cursor decode(String text) {
        byte[] bytes = bytes(text);
        if (bytes.length == 0) {
            throw malformed(null);
        }
        if (bytes[0] > VERSION) {
            throw new AnkurahException.Invalid(
                    "cursor.newer_version",
                    "the cursor has version " + bytes[0] + "; this program reads up to version " + VERSION);
        }
        int end = bytes.length - CHECKSUM_BYTES;
        if (bytes[0] != VERSION
                || end < 1
                || !Arrays.equals(checksum(bytes), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw malformed(null);
        }
        try {
            return read(new CborReader(bytes, 1, end));
        } catch (AnkurahException.Invalid wrong) {
            throw malformed(wrong);
        }
    }

    private static byte[] bytes(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // The decoder lets padding and stray bits pass.
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            throw malformed(notBase64);
        }
        throw malformed(null);
    }

    private static Cursor read(CborReader in) {
        int count = in.array();
        long order = in.integer();
        EntityId id = EntityId.fromBytes(in.bytes(EventId.BYTES));
        List<Value> values = new ArrayList<>();
        for (int i = FIXED_ITEMS; i < count; i++) {
            values.add(ValueCodec.read(in));
        }
        in.end();
        return new Cursor(order, new SortKey(values, id));
    }

    private static AnkurahException malformed(@org.jspecify.annotations.Nullable Throwable cause) {
        return new AnkurahException.Invalid(
                "cursor.malformed", "the text is no cursor, or was cut or changed; begin anew without it", cause);
    }
}
