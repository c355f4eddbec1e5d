package ankurah.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.Evaluator;
import ankurah.query.Ordering;
import ankurah.query.Query;
import ankurah.query.Row;
import ankurah.query.SortKey;
import ankurah.query.Truth;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers queries by looking at every row. */
public final class Oracle {
    private final Map<EntityId, EntityState> states;

    public Oracle(Map<EntityId, EntityState> states) {
        this.states = states;
    }

    public List<EntityState> rows(String collection, Query query, boolean withDeleted) {
        Ordering ordering = Ordering.of(query.orderBy());
        List<EntityState> rows = new ArrayList<>();
        for (EntityState state : states.values()) {
            boolean shown = withDeleted || !state.isDeleted();
            if (state.collection().equals(collection)
                    && shown
                    && Evaluator.evaluate(query.where(), new Linked(state)) == Truth.TRUE) {
                rows.add(state);
            }
        }
        rows.sort((a, b) -> ordering.compare(key(query, a), key(query, b)));
        if (query.after() != null) {
            SortKey after = query.after().key();
            rows.removeIf(row -> ordering.compare(key(query, row), after) <= 0);
        }
        return query.limit() == null ? rows : rows.subList(0, Math.min(query.limit(), rows.size()));
    }

    /** Each of the queries has the rows of looking at every one, and counts them right. */
    public void requireAnswers(StorageSnapshot now, String collection, List<Query> queries) {
        for (Query query : queries) {
            List<EntityState> given = new ArrayList<>();
            try (RowCursor rows = now.query(collection, query)) {
                for (EntityState row = rows.next(); row != null; row = rows.next()) {
                    given.add(row);
                }
            }
            assertThat(given)
                    .as(() -> query + " by " + now.explain(collection, query))
                    .isEqualTo(rows(collection, query, false));
            assertThat(now.count(collection, query)).isEqualTo(given.size());
        }
    }

    SortKey key(Query query, EntityState state) {
        return Ordering.of(query.orderBy()).key(new Linked(state));
    }

    private final class Linked implements Row {
        private final EntityState state;

        Linked(EntityState state) {
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
            EntityState found = states.get(target);
            return found == null || found.isDeleted() ? null : new Linked(found);
        }
    }
}
