package ankurah.query;

import ankurah.event.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A typed property, from which predicates and orders are built without text.
 *
 * @param <T> what its values are in Java
 */
public sealed class Field<T> permits TextField, IntegerField, NumberField, RefField, JsonField {

    /** Turns a Java value into a stored one. */
    public interface Encoder<T> {
        Value encode(T value);
    }

    private final Operand.Path path;
    private final Encoder<T> encoder;

    Field(Operand.Path path, Encoder<T> encoder) {
        this.path = path;
        this.encoder = encoder;
    }

    public final Operand.Path path() {
        return path;
    }

    public final Predicate eq(T value) {
        return compare(Operator.EQ, value);
    }

    public final Predicate ne(T value) {
        return compare(Operator.NE, value);
    }

    public final Predicate lt(T value) {
        return compare(Operator.LT, value);
    }

    public final Predicate le(T value) {
        return compare(Operator.LE, value);
    }

    public final Predicate gt(T value) {
        return compare(Operator.GT, value);
    }

    public final Predicate ge(T value) {
        return compare(Operator.GE, value);
    }

    private Predicate compare(Operator operator, T value) {
        return compare(operator, literal(value));
    }

    /** With another property, or anything else that can stand in a comparison. */
    public final Predicate compare(Operator operator, Operand other) {
        return new Predicate.Comparison(path, operator, other);
    }

    /** Both bounds belong to it. */
    public final Predicate between(T low, T high) {
        return new Predicate.Between(path, literal(low), literal(high));
    }

    public final Predicate in(Collection<? extends T> values) {
        List<Operand> options = new ArrayList<>(values.size());
        for (T value : values) {
            options.add(literal(value));
        }
        return new Predicate.In(path, options);
    }

    public final Predicate isNull() {
        return new Predicate.IsNull(path);
    }

    public final Predicate isNotNull() {
        return isNull().not();
    }

    /** Nulls first. */
    public final OrderBy asc() {
        return OrderBy.ascending(path);
    }

    /** Nulls last. */
    public final OrderBy desc() {
        return OrderBy.descending(path);
    }

    /** A value as it is stored. */
    public final Value encode(T value) {
        return encoder.encode(value);
    }

    final Operand literal(T value) {
        return new Operand.Literal(encoder.encode(value));
    }

    /** The same property of the row that {@code reference} leads to. */
    Field<T> behind(Operand.Path reference) {
        return new Field<>(joined(reference), encoder);
    }

    final Operand.Path joined(Operand.Path reference) {
        List<String> steps = new ArrayList<>(reference.steps());
        steps.addAll(path.steps());
        return new Operand.Path(steps);
    }
}
