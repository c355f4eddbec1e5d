package ankurah.query;

import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;

/** A property with whole numbers. */
public final class IntegerField extends Field<Long> {
    IntegerField(Operand.Path path) {
        super(path, Value::of);
    }

    public Predicate eq(long value) {
        return compare(Operator.EQ, value);
    }

    public Predicate ne(long value) {
        return compare(Operator.NE, value);
    }

    public Predicate lt(long value) {
        return compare(Operator.LT, value);
    }

    public Predicate le(long value) {
        return compare(Operator.LE, value);
    }

    public Predicate gt(long value) {
        return compare(Operator.GT, value);
    }

    public Predicate ge(long value) {
        return compare(Operator.GE, value);
    }

    /** Both bounds belong to it. */
    public Predicate between(long low, long high) {
        return new Predicate.Between(path(), literal(low), literal(high));
    }

    private Predicate compare(Operator operator, long value) {
        return compare(operator, literal(value));
    }

    /** One of the values. */
    public Predicate in(long... values) {
        List<Operand> options = new ArrayList<>(values.length);
        for (long value : values) {
            options.add(literal(value));
        }
        return new Predicate.In(path(), options);
    }

    @Override
    IntegerField behind(Operand.Path reference) {
        return new IntegerField(joined(reference));
    }
}
