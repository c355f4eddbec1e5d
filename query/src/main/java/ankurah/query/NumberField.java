package ankurah.query;

import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;

/** A property with floating numbers. */
public final class NumberField extends Field<Double> {
    NumberField(Operand.Path path) {
        super(path, Value::of);
    }

    public Predicate eq(double value) {
        return compare(Operator.EQ, value);
    }

    public Predicate ne(double value) {
        return compare(Operator.NE, value);
    }

    public Predicate lt(double value) {
        return compare(Operator.LT, value);
    }

    public Predicate le(double value) {
        return compare(Operator.LE, value);
    }

    public Predicate gt(double value) {
        return compare(Operator.GT, value);
    }

    public Predicate ge(double value) {
        return compare(Operator.GE, value);
    }

    /** Both bounds belong to it. */
    public Predicate between(double low, double high) {
        return new Predicate.Between(path(), literal(low), literal(high));
    }

    private Predicate compare(Operator operator, double value) {
        return compare(operator, literal(value));
    }

    /** One of the values. */
    public Predicate in(double... values) {
        List<Operand> options = new ArrayList<>(values.length);
        for (double value : values) {
            options.add(literal(value));
        }
        return new Predicate.In(path(), options);
    }

    @Override
    NumberField behind(Operand.Path reference) {
        return new NumberField(joined(reference));
    }
}
