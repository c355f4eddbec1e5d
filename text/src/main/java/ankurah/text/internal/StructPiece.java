package ankurah.text.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A struct of an update, or the part of one from some clock on, that can be written again. */
final class StructPiece {
    private final byte @Nullable [] data;
    private final int info;
    private final boolean hasKey;
    private final int from;
    private final int rightAt;
    private final int contentAt;
    private final int to;
    final int high;
    final int low;
    int clock;
    int length;

    /** How much of the struct was cut off before this part. */
    private int cut;

    StructPiece(
            byte @Nullable [] data,
            int info,
            boolean hasKey,
            int from,
            int rightAt,
            int contentAt,
            int to,
            int high,
            int low,
            int clock,
            int length) {
        this.data = data;
        this.info = info;
        this.hasKey = hasKey;
        this.from = from;
        this.rightAt = rightAt;
        this.contentAt = contentAt;
        this.to = to;
        this.high = high;
        this.low = low;
        this.clock = clock;
        this.length = length;
    }

    /** A gap. */
    static StructPiece skip(int high, int low, int clock, int length) {
        return new StructPiece(null, Items.SKIP, false, 0, 0, 0, 0, high, low, clock, length);
    }

    int kind() {
        return info & StructHead.KIND;
    }

    int end() {
        return clock + length;
    }

    /** Drops the beginning. */
    void cut(int units) {
        cut += units;
        clock += units;
        length -= units;
    }

    /** Makes one of two lengths without content. */
    boolean mergeWith(StructPiece right) {
        boolean joins = kind() == right.kind() && (kind() == Items.GC || kind() == Items.SKIP);
        length += joins ? right.length : 0;
        return joins;
    }

    /** Writes it without what lies before an offset into it. */
    void write(Output out, int offset) {
        if (kind() == Items.GC || kind() == Items.SKIP) {
            out.u8(kind());
            out.uint(length - offset);
            return;
        }
        byte[] source = Objects.requireNonNull(data);
        if (cut + offset == 0) {
            out.u8(info);
            out.bytes(source, from + 1, to - from - 1);
            return;
        }
        startWithOrigin(out, kind(), offset);
        writeContent(out, source, cut + offset);
    }

    /** Writes it as deleted content. */
    void writeErased(Output out) {
        byte[] source = data;
        if (source == null || kind() == Items.GC || kind() == Items.SKIP) {
            write(out, 0);
            return;
        }
        out.u8(info & ~StructHead.KIND | Items.DELETED);
        out.bytes(source, from + 1, contentAt - from - 1);
        out.uint(length);
    }

    private void startWithOrigin(Output out, int kind, int offset) {
        boolean hasRight = (info & StructHead.HAS_RIGHT) != 0;
        out.u8(kind
                | StructHead.HAS_ORIGIN
                | (hasRight ? StructHead.HAS_RIGHT : 0)
                | (hasKey ? StructHead.HAS_KEY : 0));
        out.client(high, low);
        out.uint(clock + offset - 1);
        if (hasRight && data != null) {
            out.bytes(data, rightAt, contentAt - rightAt);
        }
    }

    private void writeContent(Output out, byte[] source, int offset) {
        Input in = new Input(source, contentAt, to);
        switch (kind()) {
            case Items.DELETED -> out.uint(in.uint() - offset);
            case Items.STRING -> writeString(out, in, offset);
            default -> {
                int count = in.uint();
                out.uint(count - offset);
                for (int i = 0; i < offset; i++) {
                    skipElement(in);
                }
                out.bytes(source, in.at, to - in.at);
            }
        }
    }

    private void skipElement(Input in) {
        if (kind() == Items.ANY) {
            AnyCodec.read(in);
        } else {
            in.skipString();
        }
    }

    private void writeString(Output out, Input in, int offset) {
        in.uint();
        int at = in.at;
        int units = offset;
        boolean half = false;
        while (units > 0) {
            int size = in.data[at] >= 0 ? 1 : Utf8.sequence(in.data, at, to);
            units -= size == 4 ? 2 : 1;
            half = units < 0;
            at += size;
        }
        out.uint(to - at + (half ? 3 : 0));
        if (half) {
            out.codePoint(Utf8.REPLACEMENT, '\0');
        }
        out.bytes(in.data, at, to - at);
    }
}
