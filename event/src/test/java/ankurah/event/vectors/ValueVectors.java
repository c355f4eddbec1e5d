package ankurah.event.vectors;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.ValueText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values in ascending order with their encodings and texts. */
final class ValueVectors {
    private ValueVectors() {}

    static List<Value> values() {
        List<Value> vectors = new ArrayList<>();
        int rank = 0;
        for (List<Value> equal : ascending()) {
            for (Value value : equal) {
                vectors.add(new Fields()
                        .put("rank", rank)
                        .put("kind", value.kind().name().toLowerCase(Locale.ROOT))
                        .put("encoded", ValueCodec.encode(value))
                        .put("text", ValueText.print(value))
                        .put("json", JsonText.print(value))
                        .build());
            }
            rank++;
        }
        return vectors;
    }

    /** What stands in one row compares as equal. */
    private static List<List<Value>> ascending() {
        List<List<Value>> rows = new ArrayList<>();
        rows.add(List.of(Value.NULL));
        rows.add(List.of(Value.FALSE));
        rows.add(List.of(Value.TRUE));
        numbers(rows);
        strings(rows);
        rest(rows);
        return rows;
    }

    private static void numbers(List<List<Value>> rows) {
        rows.add(List.of(Value.of(Double.NEGATIVE_INFINITY)));
        rows.add(List.of(Value.of(-Double.MAX_VALUE)));
        rows.add(List.of(decimal("-9223372036854775809")));
        rows.add(List.of(Value.of(Long.MIN_VALUE), Value.of(-0x1p63), decimal("-9223372036854775808")));
        rows.add(List.of(Value.of(-(1L << 53) - 1), decimal("-9007199254740993")));
        rows.add(List.of(Value.of(-0x1p53)));
        rows.add(List.of(Value.of(-256)));
        rows.add(List.of(Value.of(-1), Value.of(-1.0), decimal("-1")));
        rows.add(List.of(Value.of(-Double.MIN_VALUE)));
        rows.add(List.of(decimal("-1e-1000")));
        rows.add(List.of(Value.of(0), Value.of(0.0), decimal("0")));
        rows.add(List.of(Value.of(Double.MIN_VALUE)));
        rows.add(List.of(Value.of(1e-7)));
        rows.add(List.of(decimal("0.1")));
        rows.add(List.of(Value.of(0.1)));
        rows.add(List.of(Value.of(1)));
        rows.add(List.of(decimal("1.5"), Value.of(1.5)));
        rows.add(List.of(Value.of(23)));
        rows.add(List.of(Value.of(24)));
        rows.add(List.of(Value.of(1000), decimal("1000")));
        rows.add(List.of(Value.of(65_536)));
        rows.add(List.of(Value.of(0x1p53)));
        rows.add(List.of(Value.of((1L << 53) + 1)));
        rows.add(List.of(Value.of(Long.MAX_VALUE)));
        rows.add(List.of(Value.of(0x1p63), decimal("9223372036854775808")));
        rows.add(List.of(decimal("123456789012345678901234567890.123456789")));
        rows.add(List.of(Value.of(1.5e300)));
        rows.add(List.of(decimal("1e308")));
        rows.add(List.of(Value.of(Double.MAX_VALUE)));
        rows.add(List.of(Value.of(Double.POSITIVE_INFINITY)));
    }

    private static void strings(List<List<Value>> rows) {
        rows.add(List.of(Value.of("")));
        rows.add(List.of(Value.of("\t\u001f\"\\")));
        rows.add(List.of(Value.of("10")));
        rows.add(List.of(Value.of("9")));
        rows.add(List.of(Value.of("a".repeat(24))));
        rows.add(List.of(Value.of("e\u0301")));
        rows.add(List.of(Value.of("\u00e9")));
        rows.add(List.of(Value.of("\u4e2d\u6587")));
        rows.add(List.of(Value.of("\uffee")));
        rows.add(List.of(Value.of("\ud83d\ude00")));
    }

    private static void rest(List<List<Value>> rows) {
        rows.add(List.of(new Value.Bytes(new byte[0])));
        rows.add(List.of(new Value.Bytes(new byte[] {0x7f})));
        rows.add(List.of(new Value.Bytes(new byte[] {(byte) 0x80, 1})));
        rows.add(List.of(new Value.Instant(Long.MIN_VALUE)));
        rows.add(List.of(new Value.Instant(-1)));
        rows.add(List.of(new Value.Instant(1_700_000_000_123_000L)));
        rows.add(List.of(new Value.Instant(Long.MAX_VALUE)));
        rows.add(List.of(new Value.Date(-365_243_219_162L)));
        rows.add(List.of(new Value.Date(-719_529)));
        rows.add(List.of(new Value.Date(11_016)));
        rows.add(List.of(new Value.Date(365_241_780_471L)));
        rows.add(List.of(new Value.LocalDateTime(0)));
        rows.add(List.of(new Value.LocalDateTime(1_580_464_800_000_001L)));
        rows.add(List.of(new Value.Uuid(0x123e4567e89b12d3L, 0xa456426614174000L)));
        rows.add(List.of(new Value.Uuid(-1, 0)));
        rows.add(List.of(new Value.Id(new EntityId(EventId.fromBytes(new byte[32])))));
        rows.add(List.of(new Value.Id(EntityId.parse("01ARYZ6S41003ETD5KADP2VA5MB9BWEPXGB5MQ64Z1X2AYPAMDM0"))));
        rows.add(List.of(json("null")));
        rows.add(List.of(json("9"), json("9.0")));
        rows.add(List.of(json("\"9\"")));
        rows.add(List.of(json("[1,[]]")));
        rows.add(List.of(json("{}")));
        rows.add(List.of(json("{\"a\":{\"b\":[1,-2.5,\"\u00e9\",null,true]},\"bb\":1e30,\"c\":12345678901234567890}")));
        rows.add(List.of(json("{\"b\":0,\"aa\":1}")));
        rows.add(List.of(new Value.List(List.of())));
        rows.add(List.of(new Value.List(List.of(Value.NULL))));
        rows.add(List.of(
                new Value.List(List.of(Value.of(1), Value.of("x"))),
                new Value.List(List.of(Value.of(1.0), Value.of("x")))));
        rows.add(List.of(new Value.List(List.of(new Value.Date(0), json("{\"a\":1}"), new Value.List(List.of())))));
    }

    private static Value decimal(String text) {
        return Value.of(new BigDecimal(text));
    }

    private static Value json(String text) {
        return new Value.Json(JsonText.parse(text));
    }
}
