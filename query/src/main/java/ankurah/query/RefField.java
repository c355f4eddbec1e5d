package ankurah.query;

/**
 * A property with references to entities.
 *
 * @param <R> what a reference is in Java
 */
public final class RefField<R> extends Field<R> {
    private final Encoder<R> encoder;

    RefField(Operand.Path path, Encoder<R> encoder) {
        super(path, encoder);
        this.encoder = encoder;
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
    public <T> RefField<T> to(RefField<T> target) {
        return target.behind(path());
    }

    @Override
    RefField<R> behind(Operand.Path reference) {
        return new RefField<>(joined(reference), encoder);
    }
}
