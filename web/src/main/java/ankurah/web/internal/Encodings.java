package ankurah.web.internal;

import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.internal.Hex;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** Every value's one encoding, and encodings that are refused. */
public final class Encodings {
    private Encodings() {}

    public static void write(Transcript out) {
        out.section("encodings");
        List<Value> values = Values.all();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            byte[] bytes = ValueCodec.encode(value);
            out.line("value " + i + " " + value.kind().name(), bytes);
            Value back = ValueCodec.decode(bytes);
            out.line(
                    "reads back",
                    back.equals(value) && back.compareTo(value) == 0 && Arrays.equals(ValueCodec.encode(back), bytes));
        }
        damaged(out, values);
        refused(out);
    }

    /** Cuts and flips: each either is another value's encoding or has an error, the same everywhere. */
    private static void damaged(Transcript out, List<Value> values) {
        Dice dice = new Dice(8);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = ValueCodec.encode(values.get(dice.below(values.size())));
            byte[] hurt = dice.below(3) == 0
                    ? Arrays.copyOf(bytes, Math.max(0, bytes.length - 1 - dice.below(4)))
                    : flipped(bytes, dice);
            out.outcome("damaged " + i, () -> again(hurt));
        }
    }

    private static byte[] flipped(byte[] bytes, Dice dice) {
        byte[] hurt = bytes.clone();
        hurt[dice.below(Math.min(hurt.length, 8))] ^= (byte) (1 << dice.below(8));
        return hurt;
    }

    private static String again(byte[] bytes) {
        return Hex.encode(ValueCodec.encode(ValueCodec.decode(bytes)));
    }

    private static void refused(Transcript out) {
        for (String hex : new String[] {
            "",
            "1800",
            "1817",
            "190001",
            "1a00000001",
            "1b0000000000000001",
            "9fff",
            "7f6161ff",
            "61ff",
            "62c080",
            "63eda080",
            "6100",
            "f97e00",
            "fb7ff8000000000000",
            "fb8000000000000000",
            "fa3f800000",
            "1c",
            "ff",
            "0000",
            "a1616101",
            "c001",
            "d9ffff00",
            "5affffffff00",
            "9affffffff00",
            "7bffffffffffffffff"
        }) {
            out.outcome("decode " + hex, () -> again(Hex.decode(hex)));
        }
        for (String text : new String[] {"a\u0000b", "\ud800", "x\udc00", "\udc00\ud800"}) {
            out.outcome("text", () -> again(ValueCodec.encode(Value.of(text))));
        }
        out.outcome("NaN", () -> again(ValueCodec.encode(Value.of(Double.NaN))));
        for (String decimal : new String[] {"1E+308", "1E+307", "1E-1000", "1E-1001", "1E+999999999", "1E-999999999"}) {
            out.outcome("decimal " + decimal, () -> again(ValueCodec.encode(Value.of(new BigDecimal(decimal)))));
        }
        out.outcome("float in json", () -> again(ValueCodec.encode(new Value.Json(Value.of(1.5)))));
        for (int depth : new int[] {127, 128, 129, 200}) {
            out.outcome("json of depth " + depth, () -> {
                Value root = Value.of(1);
                for (int i = 1; i < depth; i++) {
                    root = new Value.List(List.of(root));
                }
                return Integer.toString(ValueCodec.encode(new Value.Json(root)).length);
            });
        }
    }
}
