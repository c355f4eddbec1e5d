package ankurah.web.internal;

import ankurah.event.Value;
import ankurah.event.ValueCodec;
import java.util.List;

/** Every value against every other, and the order that follows. */
public final class Order {
    private Order() {}

    public static void write(Transcript out) {
        out.section("order");
        List<Value> values = Values.all();
        for (int i = 0; i < values.size(); i++) {
            StringBuilder row = new StringBuilder();
            for (Value other : values) {
                int order = values.get(i).compareTo(other);
                row.append(order < 0 ? '<' : order > 0 ? '>' : '=');
            }
            out.line("row " + i, row.toString());
        }
        int rank = 0;
        for (Value value : values.stream().sorted().toList()) {
            out.line("place " + rank++, ValueCodec.encode(value));
        }
    }
}
