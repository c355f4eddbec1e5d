package ankurah.core.internal.sync.wire;

import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.query.AnkQl;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a query will be answered, as it travels; the ways are named, so that a later version may add some. */
public final class PlanCodec {
    private static final int FIELDS = 13;
    private static final int STATUS_FIELDS = 5;

    private PlanCodec() {}

    public static byte[] encode(Plan plan) {
        CborWriter out = new CborWriter(128).array(FIELDS);
        out.text(plan.collection()).text(plan.access().name());
        out.array(plan.indexes().size());
        plan.indexes().forEach(index -> index(out, index));
        out.integer(plan.ranges()).integer(plan.merged());
        out.bool(plan.backward()).bool(plan.bounded()).integer(plan.estimatedRows());
        out.text(plan.order().name());
        optional(out, plan.limit() == null ? null : Long.valueOf(plan.limit()));
        if (plan.filter() == null) {
            out.nul();
        } else {
            out.text(plan.filter());
        }
        Plan.Real real = plan.real();
        if (real == null) {
            out.nul();
        } else {
            optional(out.array(2), real.looked());
            out.integer(real.given());
        }
        out.array(plan.unfinished().size());
        for (IndexStatus status : plan.unfinished()) {
            status(out, status);
        }
        return out.toBytes();
    }

    static void status(CborWriter out, IndexStatus status) {
        index(out.array(STATUS_FIELDS), status.spec());
        out.text(status.phase().name()).bool(status.declared());
        out.integer(status.rows()).integer(status.ofRows());
    }

    private static void optional(CborWriter out, @Nullable Long number) {
        if (number == null) {
            out.nul();
        } else {
            out.integer(number);
        }
    }

    /** The columns as AnkQL, which is how people write them. */
    private static void index(CborWriter out, IndexSpec spec) {
        out.array(2).text(spec.collection()).text(AnkQl.print(Query.ALL.withOrderBy(spec.columns())));
    }

    public static Plan decode(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(FIELDS, "a plan");
        Plan plan = new Plan(
                in.text(),
                named(Plan.Access.values(), in),
                indexes(in),
                in.count(Integer.MAX_VALUE),
                in.count(Integer.MAX_VALUE),
                in.bool(),
                in.bool(),
                in.integer(),
                named(Plan.Order.values(), in),
                in.skipNull() ? null : (Integer) in.count(Integer.MAX_VALUE),
                in.skipNull() ? null : in.text(),
                in.skipNull() ? null : real(in),
                statuses(in));
        in.end();
        return plan;
    }

    private static Plan.Real real(CborReader in) {
        in.array(2, "what a run met");
        return new Plan.Real(in.skipNull() ? null : (Long) in.integer(), in.integer());
    }

    private static List<IndexSpec> indexes(CborReader in) {
        List<IndexSpec> indexes = new ArrayList<>();
        for (int left = in.array(); left > 0; left--) {
            indexes.add(index(in));
        }
        return indexes;
    }

    private static IndexSpec index(CborReader in) {
        in.array(2, "an index");
        String collection = in.text();
        List<OrderBy> columns = AnkQl.parse(in.text()).orderBy();
        return new IndexSpec(collection, columns);
    }

    private static List<IndexStatus> statuses(CborReader in) {
        List<IndexStatus> statuses = new ArrayList<>();
        for (int left = in.array(); left > 0; left--) {
            statuses.add(status(in));
        }
        return statuses;
    }

    static IndexStatus status(CborReader in) {
        in.array(STATUS_FIELDS, "the state of an index");
        return new IndexStatus(index(in), named(IndexStatus.Phase.values(), in), in.bool(), in.integer(), in.integer());
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
