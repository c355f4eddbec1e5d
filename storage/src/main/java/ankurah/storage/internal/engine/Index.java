package ankurah.storage.internal.engine;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.event.internal.Lists;
import ankurah.query.Operand;
import ankurah.query.OrderBy;
import ankurah.storage.IndexLimits;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An index and how far it is.
 *
 * @param number stands for it in keys
 * @param declared whether somebody asked for it by name
 * @param encoding how values were made into keys; an index of another encoding is built anew
 * @param built the last entity whose row was indexed by the build; null before the first
 * @param properties the properties its columns begin with
 */
public record Index(
        int number,
        IndexSpec spec,
        Phase phase,
        boolean declared,
        int encoding,
        @Nullable EntityId built,
        Set<String> properties) {

    /** The encoding of {@link ankurah.storage.internal.key.ColumnKeys}. */
    public static final int ENCODING = 1;

    private static final int FIELDS = 6;
    private static final int COLUMN_FIELDS = 3;
    /** Records of one property, ascending, that were written before there were others. */
    private static final int OLD_FIELDS = 4;

    /**
     * Whether a collection may have one more.
     *
     * @param its the indexes it has, whatever their phase
     * @throws AnkurahException.Conflict {@code index.too_many} if it may not, and one was declared
     */
    public static boolean hasRoom(List<Index> its, IndexLimits limits, IndexSpec spec, boolean declared) {
        List<Index> written = Lists.filter(its, Index::isWritten);
        int all = written.size();
        int onDemand = Lists.filter(written, index -> !index.declared).size();
        if (all < limits.perCollection()) {
            return declared || onDemand < limits.onDemand();
        }
        if (!declared) {
            return false;
        }
        throw IndexLimits.exceeded(spec, all);
    }

    public static Index announced(int number, IndexSpec spec, boolean declared) {
        return new Index(number, spec, Phase.BUILDING, declared, ENCODING, null, properties(spec));
    }

    private static Set<String> properties(IndexSpec spec) {
        Set<String> properties = new TreeSet<>();
        spec.columns().forEach(column -> properties.add(column.path().property()));
        return properties;
    }

    /** Whether commits keep it right. */
    public boolean isWritten() {
        return phase != Phase.DROPPING;
    }

    public boolean isReady() {
        return phase == Phase.READY;
    }

    /** Whether a column's value may lie behind a reference, in another row. */
    public boolean mayFollow() {
        for (OrderBy column : spec.columns()) {
            if (!column.path().isProperty()) {
                return true;
            }
        }
        return false;
    }

    public Index in(Phase next) {
        return new Index(number, spec, next, declared, encoding, null, properties);
    }

    public Index byName() {
        return new Index(number, spec, phase, true, encoding, built, properties);
    }

    public Index builtTo(EntityId last) {
        return new Index(number, spec, Phase.BUILDING, declared, encoding, last, properties);
    }

    public byte[] encode() {
        CborWriter out = new CborWriter(64).array(FIELDS).text(spec.collection());
        out.array(spec.columns().size());
        for (OrderBy column : spec.columns()) {
            List<String> steps = column.path().steps();
            out.array(COLUMN_FIELDS).array(steps.size());
            steps.forEach(out::text);
            out.bool(column.descending()).bool(column.nullsFirst());
        }
        out.integer(phase.ordinal()).bool(declared).integer(encoding);
        if (built == null) {
            out.nul();
        } else {
            out.bytes(built.toBytes());
        }
        return out.toBytes();
    }

    public static Index decode(int number, byte[] bytes) {
        CborReader in = new CborReader(bytes);
        int fields = in.array();
        String collection = in.text();
        boolean old = fields == OLD_FIELDS;
        if (!old && fields != FIELDS) {
            throw in.malformed("not the record of an index");
        }
        IndexSpec spec = old ? IndexSpec.on(collection, in.text()) : new IndexSpec(collection, columns(in));
        Phase phase = Phase.values()[in.count(Phase.values().length - 1)];
        boolean declared = old || in.bool();
        int encoding = old ? ENCODING : in.count(Integer.MAX_VALUE);
        EntityId built = in.skipNull() ? null : EntityId.fromBytes(in.bytes());
        in.end();
        return new Index(number, spec, phase, declared, encoding, built, properties(spec));
    }

    private static List<OrderBy> columns(CborReader in) {
        int count = in.array();
        List<OrderBy> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            in.array(COLUMN_FIELDS, "a column of an index");
            List<String> steps = new ArrayList<>();
            for (int left = in.array(); left > 0; left--) {
                steps.add(in.text());
            }
            columns.add(new OrderBy(new Operand.Path(steps), in.bool(), in.bool()));
        }
        return columns;
    }
}
