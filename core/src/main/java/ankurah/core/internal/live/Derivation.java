package ankurah.core.internal.live;

/**
 * How a value follows rows. Pure: the same value comes of the same rows, over whatever rows it came to them.
 *
 * @param <S> what it keeps, which never changes
 */
interface Derivation<S> {
    /** What comes of no rows, in the order that the rows to come have. */
    S empty(Rows like);

    /**
     * What comes of rows.
     *
     * @param before what came of {@code old}, which is comparable; the same object is given back if nothing differs
     */
    S next(S before, Rows old, Rows now);
}
