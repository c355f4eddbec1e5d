package ankurah.cli.internal.top;

import ankurah.event.JsonText;
import ankurah.event.Value;
import java.util.List;

/** A server's {@code /status}, and when it was read. */
record Status(Value.Obj root, long nanos) {

    static Status parse(String json, long nanos) {
        return new Status((Value.Obj) JsonText.parse(json), nanos);
    }

    boolean isReady() {
        return root.fields().get("ready") instanceof Value.Bool bool && bool.value();
    }

    String text(String name) {
        return text(root, name);
    }

    double now(String name) {
        return number(object("now"), name);
    }

    double total(String name) {
        return number(object("total"), name);
    }

    List<Value> list(String name) {
        return root.fields().get(name) instanceof Value.List list ? list.items() : List.of();
    }

    /** How often something took how long. */
    long[] steps(String name) {
        List<Value> items = object("total").fields().get(name) instanceof Value.List list ? list.items() : List.of();
        long[] steps = new long[items.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (long) number(items.get(i));
        }
        return steps;
    }

    /** Where a step ends, in milliseconds. */
    double stepMillis(int step) {
        List<Value> ends =
                object("total").fields().get("step_seconds") instanceof Value.List list ? list.items() : List.of();
        return step < ends.size() ? number(ends.get(step)) * 1_000 : Double.POSITIVE_INFINITY;
    }

    private Value.Obj object(String name) {
        if (root.fields().get(name) instanceof Value.Obj object) {
            return object;
        }
        throw new IllegalStateException("the server's status lacks '" + name + "'");
    }

    static String text(Value.Obj object, String name) {
        return object.fields().get(name) instanceof Value.Str text ? text.value() : "";
    }

    static double number(Value.Obj object, String name) {
        Value value = object.fields().get(name);
        return value == null ? 0 : number(value);
    }

    private static double number(Value value) {
        return switch (value) {
            case Value.Int whole -> whole.value();
            case Value.Decimal decimal -> decimal.value().doubleValue();
            default -> 0;
        };
    }
}
