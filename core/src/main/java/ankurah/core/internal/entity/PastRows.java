package ankurah.core.internal.entity;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.event.internal.Lists;
import ankurah.query.Matcher;
import ankurah.query.Ordering;
import ankurah.query.Query;
import ankurah.query.Row;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query as of a place in the log. There are no indexes of the past, so every entity of the collection is looked at; those
 * that nothing has happened to since are as they are stored. No more rows are held than are given, and as many again.
 */
public final class PastRows {
    private static final int SPARE = 1_000;

    private final StorageSnapshot snapshot;
    private final Fold fold;
    private final long number;
    private final RowFilter sight;

    public PastRows(StorageSnapshot snapshot, Fold fold, long number, RowFilter sight) {
        this.snapshot = snapshot;
        this.fold = fold;
        this.number = number;
        this.sight = sight;
    }

    /** The entity as it was then, deleted or not; null if it was not there, or is not to be seen. */
    public @Nullable EntityState state(EntityId id) {
        EntityState now = atNow(id);
        return now == null ? null : then(now);
    }

    private @Nullable EntityState then(EntityState now) {
        EntityState then = Chronicle.state(snapshot, fold, now, number);
        return then != null && sight.admits(then, this::atThen) && sight.admits(now, this::atNow) ? then : null;
    }

    /** Whoever may see it. */
    private @Nullable EntityState atThen(EntityId id) {
        return Chronicle.state(snapshot, fold, id, number);
    }

    private @Nullable EntityState atNow(EntityId id) {
        String collection = snapshot.collectionOf(id);
        return collection == null ? null : snapshot.state(collection, id);
    }

    /** The rows of a bound query, in its order. */
    public List<EntityState> list(String collection, Query bound) {
        Matcher matcher = Matcher.compile(bound.where());
        Ordering ordering = Ordering.of(bound.orderBy());
        int limit = bound.limit() == null ? Integer.MAX_VALUE : bound.limit();
        List<Selected> selected = new ArrayList<>();
        try (RowCursor all = snapshot.query(collection, Query.ALL, true)) {
            for (EntityState now = all.next(); now != null; now = all.next()) {
                EntityState then = then(now);
                Selected one = then == null
                        ? null
                        : Selected.of(
                                then, new Then(then), bound.after(), matcher, ordering, AllRows.FILTER, this::atThen);
                if (one != null) {
                    selected.add(one);
                }
                if (selected.size() - SPARE > limit) {
                    selected = first(selected, limit, ordering);
                }
            }
        }
        return Lists.map(first(selected, limit, ordering), Selected::state);
    }

    private static List<Selected> first(List<Selected> rows, int limit, Ordering ordering) {
        rows.sort((a, b) -> ordering.compare(a.key(), b.key()));
        return rows.size() <= limit ? rows : new ArrayList<>(rows.subList(0, limit));
    }

    /** A row whose references lead to what there was then. */
    private final class Then implements Row {
        private final EntityState state;

        Then(EntityState state) {
            this.state = state;
        }

        @Override
        public EntityId id() {
            return state.id();
        }

        @Override
        public Value get(String property) {
            return state.get(property);
        }

        @Override
        public @Nullable Row follow(EntityId target) {
            EntityState found = PastRows.this.state(target);
            return found == null || found.isDeleted() ? null : new Then(found);
        }
    }
}
