package ankurah.core.internal.sync.wire;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.event.internal.Utf8;
import ankurah.query.AnkQl;
import ankurah.query.Operand;
import ankurah.query.Predicate;
import ankurah.query.Query;
import java.util.ArrayList;
import java.util.List;

/** A query as it travels: AnkQL with its values beside it, so that no value is ever spliced into text. */
public record QueryText(String text, List<Value> values) {
    public QueryText {
        values = List.copyOf(values);
    }

    /** @param bound a query without parameters */
    public static QueryText of(Query bound) {
        Lifted lifted = new Lifted();
        Query open = bound.withWhere(lifted.predicate(bound.where()));
        return new QueryText(AnkQl.print(open), lifted.values);
    }

    /** @throws ankurah.event.AnkurahException.Invalid {@code query.*} as {@link AnkQl#parse} and {@link Query#bind} */
    public Query toQuery() {
        return AnkQl.parse(text).bind(values);
    }

    /** @throws AnkurahException.Invalid {@code sync.query_too_long} for a text of more bytes of UTF-8 than this */
    public void requireShort(long mostBytes) {
        if (text.length() > mostBytes || Utf8.bytes(text).length > mostBytes) {
            throw new AnkurahException.Invalid(
                    SyncErrors.QUERY_TOO_LONG,
                    "the text of a query has at most " + mostBytes + " bytes; values beside it do not count");
        }
    }

    /** Puts a parameter in the place of each value. */
    private static final class Lifted {
        final List<Value> values = new ArrayList<>();

        Predicate predicate(Predicate predicate) {
            return switch (predicate) {
                case Predicate.Constant c -> c;
                case Predicate.Comparison c ->
                    new Predicate.Comparison(operand(c.left()), c.operator(), operand(c.right()));
                case Predicate.In in -> new Predicate.In(operand(in.operand()), operands(in.options()));
                case Predicate.Between b ->
                    new Predicate.Between(operand(b.operand()), operand(b.low()), operand(b.high()));
                case Predicate.Like like ->
                    new Predicate.Like(operand(like.operand()), operand(like.pattern()), like.ignoreCase());
                case Predicate.IsNull n -> new Predicate.IsNull(operand(n.operand()));
                case Predicate.And and -> new Predicate.And(predicates(and.parts()));
                case Predicate.Or or -> new Predicate.Or(predicates(or.parts()));
                case Predicate.Not not -> new Predicate.Not(predicate(not.part()));
            };
        }

        private List<Predicate> predicates(List<Predicate> parts) {
            List<Predicate> lifted = new ArrayList<>(parts.size());
            for (Predicate part : parts) {
                lifted.add(predicate(part));
            }
            return lifted;
        }

        private List<Operand> operands(List<Operand> operands) {
            List<Operand> lifted = new ArrayList<>(operands.size());
            for (Operand operand : operands) {
                lifted.add(operand(operand));
            }
            return lifted;
        }

        private Operand operand(Operand operand) {
            if (!(operand instanceof Operand.Literal literal)) {
                return operand;
            }
            values.add(literal.value());
            return new Operand.Parameter(Integer.toString(values.size()));
        }
    }
}
