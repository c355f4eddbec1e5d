package ankurah.query;

import ankurah.event.AnkurahException;
import java.util.List;

/**
 * The methods of {@link Predicate}. They stand apart because an interface with methods of its own is initialised before
 * its records: {@link Predicate} has constants that are such records, and two threads beginning at either end would wait
 * for each other for ever.
 */
sealed interface Joinable permits Predicate {

    /**
     * Both predicates.
     *
     * @throws AnkurahException.Invalid {@code query.too_deep} beyond {@link Predicate#MAX_DEPTH}
     */
    default Predicate and(Predicate other) {
        return new Predicate.And(List.of(self(), other));
    }

    /**
     * One or both of the predicates.
     *
     * @throws AnkurahException.Invalid {@code query.too_deep} beyond {@link Predicate#MAX_DEPTH}
     */
    default Predicate or(Predicate other) {
        return new Predicate.Or(List.of(self(), other));
    }

    /**
     * True where this is false; unknown where this is unknown.
     *
     * @throws AnkurahException.Invalid {@code query.too_deep} beyond {@link Predicate#MAX_DEPTH}
     */
    default Predicate not() {
        return new Predicate.Not(self());
    }

    private Predicate self() {
        return (Predicate) this;
    }
}
