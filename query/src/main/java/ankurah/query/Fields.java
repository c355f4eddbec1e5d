package ankurah.query;

import ankurah.event.EntityId;
import ankurah.event.Names;
import ankurah.event.Value;
import java.math.BigDecimal;

/** Typed properties by their stored names, as generated code has them: {@code Fields.integer("year").gt(1985)}. */
public final class Fields {
    private Fields() {}

    /** The row's own id. */
    public static Field<EntityId> id() {
        return of(Names.ID, Value::of);
    }

    public static TextField text(String property) {
        return new TextField(Operand.Path.of(property));
    }

    public static IntegerField integer(String property) {
        return new IntegerField(Operand.Path.of(property));
    }

    public static NumberField number(String property) {
        return new NumberField(Operand.Path.of(property));
    }

    public static Field<BigDecimal> decimal(String property) {
        return of(property, Value::of);
    }

    public static Field<Boolean> bool(String property) {
        return of(property, Value::of);
    }

    public static RefField<EntityId> ref(String property) {
        return ref(property, Value::of);
    }

    /** A property with references that are something else than ids in Java. */
    public static <R> RefField<R> ref(String property, Field.Encoder<R> encoder) {
        return new RefField<>(Operand.Path.of(property), encoder);
    }

    public static JsonField json(String property) {
        return new JsonField(Operand.Path.of(property));
    }

    /** A property of any kind, whose values are given as they are stored. */
    public static Field<Value> value(String property) {
        return of(property, value -> value);
    }

    /** A property whose Java values become stored ones by the encoder. */
    public static <T> Field<T> of(String property, Field.Encoder<T> encoder) {
        return of(Operand.Path.of(property), encoder);
    }

    /** A path whose Java values become stored ones by the encoder. */
    public static <T> Field<T> of(Operand.Path path, Field.Encoder<T> encoder) {
        return new Field<>(path, encoder);
    }
}
