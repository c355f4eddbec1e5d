package ankurah.web.internal;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values that the sections on encodings and order share: every kind, and its edges. */
final class Values {
    private Values() {}

    static List<Value> all() {
        List<Value> values = new ArrayList<>();
        values.add(Value.NULL);
        values.add(Value.FALSE);
        values.add(Value.TRUE);
        numbers(values);
        texts(values);
        bytes(values);
        times(values);
        values.add(new Value.Uuid(0, 0));
        values.add(new Value.Uuid(0x0123456789abcdefL, 0x8edcba9876543210L));
        values.add(new Value.Uuid(-1, -1));
        values.add(Value.of(new EntityId(EventId.fromBytes(new byte[EventId.BYTES]))));
        values.add(Value.of(new EntityId(EventId.fromBytes(new Dice(6).bytes(EventId.BYTES)))));
        documents(values);
        return values;
    }

    private static void numbers(List<Value> values) {
        for (long n : new long[] {
            0,
            1,
            -1,
            23,
            24,
            -24,
            -25,
            255,
            256,
            -256,
            -257,
            65_535,
            65_536,
            4_294_967_295L,
            4_294_967_296L,
            9_007_199_254_740_991L,
            9_007_199_254_740_992L,
            9_007_199_254_740_993L,
            Long.MAX_VALUE,
            Long.MIN_VALUE
        }) {
            values.add(Value.of(n));
        }
        for (double d : new double[] {
            0.0,
            -0.0,
            1.0,
            -1.0,
            0.1,
            1.5,
            1e15,
            1e16,
            9.007199254740992E15,
            0x1p63,
            1e300,
            Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY
        }) {
            values.add(Value.of(d));
        }
        for (String d : new String[] {
            "0",
            "0.1",
            "-0.1",
            "1.50",
            "100",
            "1E+3",
            "1E-20",
            "9007199254740993",
            "9223372036854775808",
            "-9223372036854775809",
            "123456789012345678901234567890.123456789",
            "1E+300",
            "0.1000000000000000055511151231257827021181583404541015625"
        }) {
            values.add(Value.of(new BigDecimal(d)));
        }
        values.add(Value.of(new BigDecimal(BigInteger.ONE.shiftLeft(1000))));
    }

    private static void texts(List<Value> values) {
        for (String text : new String[] {
            "",
            " ",
            "a",
            "A",
            "b",
            "aa",
            "z\u00e9",
            "ze\u0301",
            "\u007f",
            "\u0080",
            "\u07ff",
            "\u0800",
            "\ud7ff",
            "\ue000",
            "\uffff",
            "\ud800\udc00",
            "\ud83d\ude00",
            "\udbff\udfff",
            "line\nfeed\ttab",
            "'; DROP TABLE",
            "x".repeat(23),
            "x".repeat(24),
            "x".repeat(300)
        }) {
            values.add(Value.of(text));
        }
    }

    private static void bytes(List<Value> values) {
        values.add(new Value.Bytes(new byte[0]));
        values.add(new Value.Bytes(new byte[] {0}));
        values.add(new Value.Bytes(new byte[] {127}));
        values.add(new Value.Bytes(new byte[] {-128}));
        values.add(new Value.Bytes(new byte[] {-1, 0}));
        values.add(new Value.Bytes(new Dice(7).bytes(70)));
    }

    private static void times(List<Value> values) {
        for (long n : new long[] {0, 1, -1, 1_700_000_000_000_000L, Long.MIN_VALUE, Long.MAX_VALUE}) {
            values.add(new Value.Instant(n));
            values.add(new Value.LocalDateTime(n));
        }
        for (long day : new long[] {0, 1, -1, 59, 19_782, -719_529, 2_932_897, -365_243_219_162L, 365_241_780_471L}) {
            values.add(new Value.Date(day));
        }
    }

    private static void documents(List<Value> values) {
        Value one = Value.of(1);
        values.add(new Value.List(List.of()));
        values.add(new Value.List(List.of(one)));
        values.add(new Value.List(List.of(one, Value.NULL)));
        values.add(new Value.List(List.of(Value.of(2.5), Value.of("x"), new Value.List(List.of(Value.TRUE)))));
        for (Value root : List.of(
                Value.NULL,
                Value.TRUE,
                one,
                Value.of(new BigDecimal("1.5")),
                Value.of("1"),
                new Value.List(List.of(one, Value.of("a"))),
                object(),
                object("a", one),
                object("a", Value.of("1")),
                object("b", one, "a", Value.NULL),
                object("\uffff", one, "\ud800\udc00", one),
                object("a", object("b", object("c", new Value.List(List.of(object()))))))) {
            values.add(new Value.Json(root));
        }
    }

    static Value object(Object... namesAndValues) {
        SortedMap<String, Value> fields = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], (Value) namesAndValues[i + 1]);
        }
        return new Value.Obj(fields);
    }
}
