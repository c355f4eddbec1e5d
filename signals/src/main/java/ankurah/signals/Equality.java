package ankurah.signals;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a new value is the same as the old one, so that nobody needs to be told. */
@FunctionalInterface
public interface Equality<T extends @Nullable Object> {
    boolean same(T one, T other);

    /** By {@link Object#equals}; what is used when nothing else is said. */
    static Equality<@Nullable Object> equal() {
        return Objects::equals;
    }

    /** By identity: for large values that are replaced and never changed. */
    @SuppressWarnings("ReferenceEquality") // that is what it is for
    static Equality<@Nullable Object> identical() {
        return (one, other) -> one == other;
    }

    /** Never the same: each new value counts as a change, for values that are changed in place. */
    static Equality<@Nullable Object> never() {
        return (one, other) -> false;
    }
}
