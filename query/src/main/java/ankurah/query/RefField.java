package ankurah.query;

import ankurah.event.EntityId;
import ankurah.event.Value;

/** A property with references to entities. */
public final class RefField extends Field<EntityId> {
    RefField(Operand.Path path) {
        super(path, Value::of);
    }

    /** A property of the entity referred to; null when there is none, or it may not be seen. */
    public <T> Field<T> to(Field<T> target) {
        return target.behind(path());
    }

    /** {@link #to(Field)} for texts. */
    public TextField to(TextField target) {
        return target.behind(path());
    }

    /** {@link #to(Field)} for whole numbers. */
    public IntegerField to(IntegerField target) {
        return target.behind(path());
    }

    /** {@link #to(Field)} for floating numbers. */
    public NumberField to(NumberField target) {
        return target.behind(path());
    }

    /** {@link #to(Field)} for references. */
    public RefField to(RefField target) {
        return target.behind(path());
    }

    @Override
    RefField behind(Operand.Path reference) {
        return new RefField(joined(reference));
    }
}
