package ankurah.core.internal.entity;

import ankurah.core.EntityLookup;
import ankurah.query.Predicate;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/** Which rows exist for a reader. Asked while commits are published: quick, and without side effects. */
public interface RowFilter {
    /**
     * Whether the row is there.
     *
     * @param others what the references of the row lead to, for filters that look there
     * @param trail hears where it looked; null if nobody wants to know
     */
    boolean admits(EntityState row, EntityLookup others, FollowingRow.@Nullable Trail trail);

    default boolean admits(EntityState row, EntityLookup others) {
        return admits(row, others, null);
    }

    /** Whether a reference may lead to the row; it need not belong to what the filter selects. */
    default boolean admitsTarget(EntityState row, EntityLookup others, FollowingRow.@Nullable Trail trail) {
        return admits(row, others, trail);
    }

    /**
     * What it admits of the rows of a collection, as a condition whose paths lead to whatever is there; null if that cannot
     * be said by a condition alone.
     */
    default @Nullable Predicate condition(String collection) {
        return null;
    }

    /**
     * A filter that admits the same rows of a collection, and may admit other targets: equal to that of every reader who
     * sees the same of it.
     */
    default RowFilter of(String collection) {
        return this;
    }

    /**
     * Whether it may now be decided differently about what refers to an entity.
     *
     * @param before and {@code after}: both there, neither deleted
     */
    default boolean mayTurn(EntityState before, EntityState after, EntityLookup others) {
        return admitsTarget(before, others, null) != admitsTarget(after, others, null);
    }

    /** Whether no other has taken its place, because the policy was exchanged. */
    default boolean isCurrent() {
        return true;
    }

    /** The filter that has taken the place of this one; itself while it holds. */
    default RowFilter current() {
        return this;
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
