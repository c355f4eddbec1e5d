package ankurah.core.internal.sync.wire;

import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.Plan;

/** How a query will be answered, as it travels; the ways are named, so that a later version may add some. */
public final class PlanCodec {
    private static final int FIELDS = 9;

    private PlanCodec() {}

    public static byte[] encode(Plan plan) {
        CborWriter out = new CborWriter(128).array(FIELDS);
        out.text(plan.collection()).text(plan.access().name());
        if (plan.property() == null) {
            out.nul();
        } else {
            out.text(plan.property());
        }
        out.integer(plan.ranges()).bool(plan.bounded()).integer(plan.estimatedRows());
        out.text(plan.order().name());
        if (plan.limit() == null) {
            out.nul();
        } else {
            out.integer(plan.limit());
        }
        if (plan.filter() == null) {
            out.nul();
        } else {
            out.text(plan.filter());
        }
        return out.toBytes();
    }

    public static Plan decode(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(FIELDS, "a plan");
        Plan plan = new Plan(
                in.text(),
                named(Plan.Access.values(), in),
                in.skipNull() ? null : in.text(),
                in.count(Integer.MAX_VALUE),
                in.bool(),
                in.integer(),
                named(Plan.Order.values(), in),
                in.skipNull() ? null : (Integer) in.count(Integer.MAX_VALUE),
                in.skipNull() ? null : in.text());
        in.end();
        return plan;
    }

    private static <E extends Enum<E>> E named(E[] all, CborReader in) {
        String name = in.text();
        for (E one : all) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        throw SyncErrors.malformed("'" + name + "' is no way to answer a query that this version knows", null);
    }
}
