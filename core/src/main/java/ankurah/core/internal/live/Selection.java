package ankurah.core.internal.live;

import ankurah.core.Entity;
import ankurah.core.internal.entity.AllRows;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.FollowingRow;
import ankurah.core.internal.entity.References;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.entity.RowReader;
import ankurah.core.internal.entity.View;
import ankurah.query.Cursor;
import ankurah.query.Matcher;
import ankurah.query.Operand;
import ankurah.query.Ordering;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.query.Row;
import ankurah.query.SortKey;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a live query selects, compiled. Equal to one that selects the same from the same collection through an equal filter,
 * all filters being equal that admit everything.
 */
final class Selection {
    /** A limit above this is as good as none. */
    private static final int MOST_LIMITED = 1_000_000_000;

    /** Queries that differ in their constants alone have hashes at equal distances; a hash table wants them scattered. */
    private static final int SPREAD = 0x9e3779b9;

    private static final int LEAST_SPARE = 8;
    private static final int MOST_SPARE = 64;

    final String collection;
    final Query query;
    final RowFilter filter;
    final Ordering ordering;
    /** How many rows are shown; {@link Integer#MAX_VALUE} for all. */
    final int limit;
    /** How many rows are kept ready behind those shown, so that a row that leaves seldom costs a query. */
    final int spare;
    /** The paths that go on behind their property. */
    final DeepPaths deep;

    /** Whether the filter may be renewed. */
    final boolean renewable;

    /** What the filter says of the rows themselves, if a condition says it. */
    final @Nullable Predicate readable;
    /** The paths of that condition that go on behind their property: in them everything that is there counts. */
    final Set<Operand.Path> guarded;

    private final Matcher matcher;
    private final int hash;

    Selection(String collection, Query bound, RowFilter filter) {
        this.collection = collection;
        this.query = bound;
        this.matcher = Matcher.compile(bound.where());
        this.deep = DeepPaths.of(matcher, bound.orderBy());
        // Whoever looks at the rows alone shares them with all who see the same of them.
        RowFilter through = deep.isEmpty() ? filter.of(collection) : filter;
        this.renewable = !through.admitsAll();
        this.filter = renewable ? through : AllRows.FILTER;
        this.readable = this.filter.condition(collection);
        this.guarded = readable == null ? Set.of() : guarded(readable);
        this.hash = (31 * bound.hashCode() + this.filter.hashCode()) * SPREAD;
        this.ordering = bound.orderBy().isEmpty() ? Held.BY_ID : Ordering.of(bound.orderBy());
        Integer given = bound.limit();
        this.limit = given == null || given > MOST_LIMITED ? Integer.MAX_VALUE : given;
        this.spare = Math.max(LEAST_SPARE, Math.min(limit / 2, MOST_SPARE));
    }

    private static Set<Operand.Path> guarded(Predicate readable) {
        Set<Operand.Path> deep = new LinkedHashSet<>();
        for (Operand.Path path : Matcher.compile(readable).paths()) {
            if (!path.isProperty()) {
                deep.add(path);
            }
        }
        return Collections.unmodifiableSet(deep);
    }

    boolean isLimited() {
        return limit != Integer.MAX_VALUE;
    }

    /** Whether the answer may depend on entities other than the rows themselves. */
    boolean mayFollow(View view) {
        return !deep.isEmpty() && References.mayFollow(query, collection, view.catalog());
    }

    /** Whether the row fulfils the predicate. Only for selections that do not follow. */
    boolean matches(EntityState row) {
        return !row.isDeleted() && matcher.matches(row);
    }

    /**
     * The row's place in the order if it belongs to the selection, else null.
     *
     * @param followed learns of what was looked at; null for selections that do not follow
     */
    @Nullable
    SortKey place(EntityState row, View view, @Nullable Followed followed) {
        if (followed == null) {
            return matches(row) && filter.admits(row, view) ? placed(row) : null;
        }
        SortKey key = null;
        if (!row.isDeleted() && filter.admits(row, view)) {
            FollowingRow seen = new FollowingRow(row, view, filter, followed);
            key = filter.vouches(row) || matcher.matches(seen) ? placed(seen) : null;
        }
        followed.decided(row.id());
        return key;
    }

    private @Nullable SortKey placed(Row row) {
        SortKey key = ordering.key(row);
        Cursor after = query.after();
        return after != null && ordering.compare(key, after.key()) <= 0 ? null : key;
    }

    /** Whether a row may be decided differently because an entity has changed that was looked at for it. */
    boolean isRelevant(Changed target, View view) {
        EntityState before = target.before();
        EntityState after = target.after();
        if (before == null || before.isDeleted() != after.isDeleted()) {
            return true;
        }
        return !after.isDeleted() && (deep.differ(before, after) || filter.mayTurn(before, after, view));
    }

    /**
     * The rows held.
     *
     * @param followed what they depend on; null if only on themselves
     * @param filings where a window with them may be filed
     */
    record Loaded(Held held, @Nullable Followed followed, List<Filing> filings) {}

    /** All rows, or as many as are shown and kept ready. */
    Loaded load(View view) {
        boolean follows = mayFollow(view);
        // What is vouched for belongs whatever its values are.
        List<Filing> filings = follows && filter.mayVouch() ? List.of() : filings(follows);
        if (follows) {
            Followed followed = new Followed();
            return new Loaded(loadFollowing(view, followed), followed, filings);
        }
        return new Loaded(read(view, query, wanted(), Held.none(ordering)), null, filings);
    }

    /**
     * Every row fulfils the query and may be read, so each of the two tells where it may be filed; but not both together, for
     * what is hidden is null to the one and not to the other.
     */
    private List<Filing> filings(boolean follows) {
        List<Filing> filings = new ArrayList<>(Filings.of(query.where(), follows));
        if (readable != null) {
            filings.addAll(Filings.of(readable, false));
        }
        return filings;
    }

    private int wanted() {
        return isLimited() ? limit + spare : Integer.MAX_VALUE;
    }

    private record Placed(SortKey key, EntityState row) {}

    /** Every row of the collection is looked at, so that all of them are known to {@code followed}. */
    private Held loadFollowing(View view, Followed followed) {
        List<Placed> placed = new ArrayList<>();
        try (RowCursor rows = RowReader.plain(view, collection, Query.ALL, filter)) {
            for (EntityState row = rows.next(); row != null; row = rows.next()) {
                SortKey key = place(row, view, followed);
                if (key != null) {
                    placed.add(new Placed(key, row));
                }
            }
        }
        placed.sort((a, b) -> ordering.compare(a.key, b.key));
        Held.Filling filling = Held.none(ordering).fill();
        int count = Math.min(wanted(), placed.size());
        placed.subList(0, count).forEach(one -> filling.add(one.key, new Entity(one.row)));
        return filling.done(count < wanted());
    }

    /** With rows from behind the last one, until as many are held as {@link #load} gives. */
    Held refill(View view, Held held) {
        SortKey last = held.lastKey();
        Query rest = last == null ? query : query.withAfter(Cursor.at(query, last));
        return read(view, rest, wanted() - held.size(), held);
    }

    private Held read(View view, Query part, int wanted, Held into) {
        Held.Filling filling = into.fill();
        boolean follows = mayFollow(view);
        int count = 0;
        Query limited = part.withLimit(isLimited() ? (Integer) wanted : null);
        try (RowCursor rows = RowReader.open(view, collection, limited, filter)) {
            for (EntityState row = rows.next(); row != null; row = rows.next()) {
                Row seen = follows ? new FollowingRow(row, view, filter) : row;
                filling.add(ordering.key(seen), new Entity(row));
                count++;
            }
        }
        return filling.done(count < wanted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selection that
                && collection.equals(that.collection)
                && filter.equals(that.filter)
                && query.equals(that.query);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
