package ankurah.core.internal.entity;

import ankurah.storage.EntityState;

/** Which rows exist for a reader. Asked while commits are published: quick, and without side effects. */
public interface RowFilter {
    RowFilter ALL = new RowFilter() {
        @Override
        public boolean admits(EntityState row) {
            return true;
        }

        @Override
        public boolean admitsAll() {
            return true;
        }
    };

    boolean admits(EntityState row);

    /** Whether a reference may lead to the row; it need not belong to what the filter selects. */
    default boolean admitsTarget(EntityState row) {
        return admits(row);
    }

    /** Whether the row belongs to what is selected even if what the reader can see does not show why. */
    default boolean vouches(EntityState row) {
        return false;
    }

    /** Whether {@link #vouches} may ever be true. */
    default boolean mayVouch() {
        return false;
    }

    /** Whether {@link #admits} is always true, now and later; queries may then stop at their limit. */
    default boolean admitsAll() {
        return false;
    }
}
