package ankurah.event.internal;

import ankurah.event.Value;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The one total order of values. */
public final class ValueOrder {
    private ValueOrder() {}

    @SuppressWarnings("ReferenceEquality") // a short cut
    public static int compare(Value a, Value b) {
        if (a == b) {
            return 0;
        }
        if (a instanceof Value.Int x && b instanceof Value.Int y) {
            return Long.compare(x.value(), y.value());
        }
        if (a instanceof Value.Str x && b instanceof Value.Str y) {
            return Strings.compareCodePoints(x.value(), y.value());
        }
        int rankOrder = Integer.compare(a.kind().rank(), b.kind().rank());
        return rankOrder != 0 ? rankOrder : compareSameRank(a, b);
    }

    private static int compareSameRank(Value a, Value b) {
        return switch (a) {
            case Value.Null x -> 0;
            case Value.Bool x -> Boolean.compare(x.value(), ((Value.Bool) b).value());
            case Value.Int x -> compareInt(x.value(), b);
            case Value.Float x -> compareFloat(x.value(), b);
            case Value.Decimal x -> compareDecimal(x, b);
            case Value.Str x -> Strings.compareCodePoints(x.value(), ((Value.Str) b).value());
            case Value.Bytes x -> compareBytes(x.shared(), ((Value.Bytes) b).shared());
            case Value.Instant x -> Long.compare(x.micros(), ((Value.Instant) b).micros());
            case Value.Date x -> Long.compare(x.epochDay(), ((Value.Date) b).epochDay());
            case Value.LocalDateTime x -> Long.compare(x.micros(), ((Value.LocalDateTime) b).micros());
            case Value.Uuid x -> compareUuids(x, (Value.Uuid) b);
            case Value.Id x -> x.value().compareTo(((Value.Id) b).value());
            case Value.Json x -> compare(x.root(), ((Value.Json) b).root());
            case Value.List x -> compareLists(x.items(), ((Value.List) b).items());
            case Value.Obj x -> compareObjects(x.fields(), ((Value.Obj) b).fields());
        };
    }

    private static int compareInt(long a, Value b) {
        return switch (b) {
            case Value.Int y -> Long.compare(a, y.value());
            case Value.Float y -> Decimals.compare(a, y.value());
            case Value.Decimal y -> Decimals.compare(a, y.value());
            default -> throw new IllegalStateException("not a number");
        };
    }

    private static int compareFloat(double a, Value b) {
        return switch (b) {
            case Value.Int y -> -Decimals.compare(y.value(), a);
            case Value.Float y -> Double.compare(a, y.value());
            case Value.Decimal y -> -Decimals.compare(y.value(), a);
            default -> throw new IllegalStateException("not a number");
        };
    }

    private static int compareDecimal(Value.Decimal a, Value b) {
        return switch (b) {
            case Value.Int y -> -Decimals.compare(y.value(), a.value());
            case Value.Float y -> Decimals.compare(a.value(), y.value());
            case Value.Decimal y -> a.value().compareTo(y.value());
            default -> throw new IllegalStateException("not a number");
        };
    }

    public static int compareBytes(byte[] a, byte[] b) {
        int length = Math.min(a.length, b.length);
        for (int i = 0; i < length; i++) {
            if (a[i] != b[i]) {
                return (a[i] & 0xff) - (b[i] & 0xff);
            }
        }
        return a.length - b.length;
    }

    private static int compareUuids(Value.Uuid a, Value.Uuid b) {
        int order = Long.compareUnsigned(a.high(), b.high());
        return order != 0 ? order : Long.compareUnsigned(a.low(), b.low());
    }

    private static int compareLists(List<Value> a, List<Value> b) {
        Iterator<Value> left = a.iterator();
        Iterator<Value> right = b.iterator();
        while (left.hasNext() && right.hasNext()) {
            int order = compare(left.next(), right.next());
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    /** As the list of name and value of each field, by name. */
    private static int compareObjects(Map<String, Value> a, Map<String, Value> b) {
        Iterator<Map.Entry<String, Value>> left = a.entrySet().iterator();
        Iterator<Map.Entry<String, Value>> right = b.entrySet().iterator();
        while (left.hasNext() && right.hasNext()) {
            Map.Entry<String, Value> x = left.next();
            Map.Entry<String, Value> y = right.next();
            int order = Strings.compareCodePoints(x.getKey(), y.getKey());
            if (order == 0) {
                order = compare(x.getValue(), y.getValue());
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
