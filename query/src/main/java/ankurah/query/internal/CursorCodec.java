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
import ankurah.event.internal.Utf8;
import ankurah.query.Cursor;
import ankurah.query.OrderBy;
import ankurah.query.Predicate;
import ankurah.query.SortKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cursor as base64url text: a mark, the version, the CBOR array of order, id and values, and the first 8 bytes of
 * the SHA-256 of all that, which tells a damaged text from a sound one. In version 2, which belongs to one selection, its
 * fingerprint stands behind the order; version 1 serves every selection.
 */
public final class CursorCodec {
    private static final byte MARK = (byte) 0xca;
    private static final byte OF_ORDER = 1;
    private static final byte OF_SELECTION = 2;
    private static final int HEAD_BYTES = 2;
    private static final int CHECKSUM_BYTES = 8;
    private static final int FIXED_ITEMS = 2;

    private CursorCodec() {}

    public static long fingerprint(List<OrderBy> columns) {
        return hash(Printer.print(columns));
    }

    /** Never 0. */
    public static long fingerprint(String collection, Predicate where) {
        long hash = hash(collection + '\0' + Printer.print(where));
        return hash == 0 ? 1 : hash;
    }

    private static long hash(String text) {
        return Longs.get(Sha256.portable().hash(Utf8.bytes(text)).toBytes(), 0);
    }

    public static String encode(Cursor cursor) {
        CborWriter out = new CborWriter(96);
        boolean ofSelection = cursor.selection() != 0;
        out.array((ofSelection ? 1 : 0) + FIXED_ITEMS + cursor.key().values().size());
        out.integer(cursor.order());
        if (ofSelection) {
            out.integer(cursor.selection());
        }
        out.bytes(cursor.key().id().toBytes());
        for (Value value : cursor.key().values()) {
            ValueCodec.write(out, value);
        }
        byte[] body = out.toBytes();
        byte[] bytes = new byte[HEAD_BYTES + body.length + CHECKSUM_BYTES];
        bytes[0] = MARK;
        bytes[1] = ofSelection ? OF_SELECTION : OF_ORDER;
        System.arraycopy(body, 0, bytes, HEAD_BYTES, body.length);
        System.arraycopy(checksum(bytes), 0, bytes, HEAD_BYTES + body.length, CHECKSUM_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] checksum(byte[] bytes) {
        byte[] covered = Arrays.copyOf(bytes, bytes.length - CHECKSUM_BYTES);
        return Arrays.copyOf(Sha256.portable().hash(covered).toBytes(), CHECKSUM_BYTES);
    }

    public static Cursor decode(String text) {
        byte[] bytes = bytes(text);
        int end = bytes.length - CHECKSUM_BYTES;
        if (end < HEAD_BYTES || bytes[0] != MARK || bytes[1] < 1) {
            throw malformed(null);
        }
        if (bytes[1] > OF_SELECTION) {
            throw new AnkurahException.Invalid(
                    "cursor.newer_version",
                    "the cursor has version " + bytes[1] + "; this program reads up to version " + OF_SELECTION);
        }
        if (!Arrays.equals(checksum(bytes), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw malformed(null);
        }
        try {
            return read(new CborReader(bytes, HEAD_BYTES, end), bytes[1] == OF_SELECTION);
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

    private static Cursor read(CborReader in, boolean ofSelection) {
        int count = in.array() - (ofSelection ? 1 : 0);
        long order = in.integer();
        long selection = ofSelection ? in.integer() : 0;
        EntityId id = EntityId.fromBytes(in.bytes(EventId.BYTES));
        List<Value> values = new ArrayList<>();
        for (int i = FIXED_ITEMS; i < count; i++) {
            values.add(ValueCodec.read(in));
        }
        in.end();
        return new Cursor(order, selection, new SortKey(values, id));
    }

    private static AnkurahException malformed(@Nullable Throwable cause) {
        return new AnkurahException.Invalid(
                "cursor.malformed", "the text is no cursor, or was cut or changed; begin anew without it", cause);
    }
}
