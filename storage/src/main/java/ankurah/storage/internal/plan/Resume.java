package ankurah.storage.internal.plan;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.OrderBy;
import ankurah.query.SortKey;
import ankurah.storage.Plan;
import ankurah.storage.internal.key.ColumnKeys;
import ankurah.storage.internal.key.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts the ranges of a lane into the order they are walked in, from the cursor on. Where a cursor leaves open exactly where
 * it stands on the lane, some rows before it are walked too, and the filter passes over them.
 */
final class Resume {
    private final List<OrderBy> columns;
    private final Fit fit;
    private final Wish wish;
    private final @Nullable SortKey after;

    /** Where the cursor stands on a lane: the key of its values; {@code whole} if these are all there is but the id. */
    private record Place(byte[] key, boolean whole) {}

    Resume(List<OrderBy> columns, Fit fit, Wish wish) {
        this.columns = columns;
        this.fit = fit;
        this.wish = wish;
        this.after = fit.order() == Plan.Order.SORTED || fit.nullsIgnored() && hasNull() ? null : wish.after();
    }

    /** Whether the walk begins behind the cursor, or there is none. */
    boolean isDone() {
        return after != null || !wish.hasCursor();
    }

    private boolean hasNull() {
        for (int i = 0; i < fit.matched(); i++) {
            if (wish.afterValue(i).isNull()) {
                return true;
            }
        }
        return false;
    }

    List<Segment> segments(byte[] prefix, List<KeyRange> ranges) {
        return fit.nullsApart()
                ? nullsApart(prefix, ranges)
                : walked(ranges, fit.reverse(), after == null ? null : place(prefix));
    }

    private List<Segment> nullsApart(byte[] prefix, List<KeyRange> ranges) {
        OrderBy column = columns.get(fit.from());
        byte[] nullKey = Keys.join(prefix, ColumnKeys.of(Value.NULL, column));
        KeyRange nulls = new KeyRange(nullKey, Keys.behind(nullKey));
        List<KeyRange> others = new ArrayList<>(KeyRange.below(ranges, nulls.from()));
        others.addAll(KeyRange.from(ranges, nulls.to()));
        // With nothing but the id left to order nulls by, ascending ids are walked as they lie.
        boolean onlyIds = isIdOrdered() && !wish.idDescending() && fit.to() == fit.from() + 1;
        boolean nullsFirst = wish.columns().get(0).nullsFirst();
        boolean inNulls = after != null && wish.afterValue(0).isNull();
        Place place = after == null ? null : place(prefix);
        List<Segment> nullPart = after != null && !inNulls && nullsFirst
                ? List.of()
                : walked(KeyRange.within(ranges, nulls), fit.reverse() && !onlyIds, inNulls ? place : null);
        List<Segment> otherPart =
                inNulls && !nullsFirst ? List.of() : walked(others, fit.reverse(), inNulls ? null : place);
        List<Segment> segments = new ArrayList<>(nullsFirst ? nullPart : otherPart);
        segments.addAll(nullsFirst ? otherPart : nullPart);
        return segments;
    }

    private boolean isIdOrdered() {
        return fit.order() == Plan.Order.WALKED;
    }

    private List<Segment> walked(List<KeyRange> ranges, boolean reverse, @Nullable Place place) {
        if (place == null) {
            return Segment.of(ranges, reverse);
        }
        EntityId id = Objects.requireNonNull(after).id();
        byte[] at = place.key();
        if (!place.whole() || !isIdOrdered()) {
            return reverse
                    ? Segment.of(KeyRange.below(ranges, Keys.behind(at)), true)
                    : Segment.of(KeyRange.from(ranges, at), false);
        }
        byte[] row = Keys.with(at, id);
        if (!reverse) {
            return Segment.of(KeyRange.from(ranges, Keys.after(row)), false);
        }
        if (wish.idDescending()) {
            return Segment.of(KeyRange.below(ranges, row), true);
        }
        List<Segment> segments = new ArrayList<>(
                Segment.of(KeyRange.within(ranges, new KeyRange(Keys.after(row), Keys.behind(at))), false));
        segments.addAll(Segment.of(KeyRange.below(ranges, at), true));
        return segments;
    }

    /** Ends behind the first value that shares its key with others. */
    private Place place(byte[] prefix) {
        byte[] key = prefix;
        int wanted = 0;
        for (int i = fit.from(); i < fit.to(); i++) {
            OrderBy column = columns.get(i);
            Value constant = wish.constant(column.path());
            Value value = constant == null ? wish.afterValue(wanted++) : constant;
            byte[] part = ColumnKeys.of(value, column);
            key = Keys.join(key, part);
            if (constant == null && ColumnKeys.isCut(part.length)) {
                return new Place(key, false);
            }
        }
        return new Place(key, true);
    }
}
