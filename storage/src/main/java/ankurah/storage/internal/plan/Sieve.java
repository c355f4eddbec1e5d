package ankurah.storage.internal.plan;

import ankurah.event.AnkurahException;
import ankurah.event.internal.Hex;
import ankurah.query.Cursor;
import ankurah.query.Matcher;
import ankurah.query.Ordering;
import ankurah.query.Query;
import ankurah.query.SortKey;
import ankurah.storage.EntityState;
import ankurah.storage.internal.state.EncodedRow;
import org.jspecify.annotations.Nullable;

/** Lets through the rows of a way that belong to the query: not deleted, matching, behind the cursor. */
final class Sieve implements AutoCloseable {
    private final PlannedQuery.Source source;
    private final Rows rows;
    private final @Nullable Matcher matcher;
    private final boolean withDeleted;
    private final Ordering ordering;
    private final @Nullable SortKey after;
    private final EncodedRow passed;
    private final Met met;
    private long let;
    private boolean closed;

    /** Hears, once, how many rows were read and how many of them let through. */
    interface Met {
        void met(long looked, long let);
    }

    Sieve(PlannedQuery.Source source, Rows rows, @Nullable Matcher matcher, Query query, boolean withDeleted, Met met) {
        this.source = source;
        this.rows = rows;
        this.matcher = matcher;
        this.withDeleted = withDeleted;
        this.ordering = Ordering.of(query.orderBy());
        Cursor cursor = query.after();
        this.after = cursor == null ? null : cursor.key();
        this.passed = source.row().another();
        this.met = met;
    }

    boolean next() {
        try {
            while (rows.next()) {
                if (passes(rows.row())) {
                    let++;
                    return true;
                }
            }
            return false;
        } catch (AnkurahException.Invalid | IndexOutOfBoundsException e) {
            throw damaged(e);
        }
    }

    private boolean passes(EncodedRow row) {
        if (!withDeleted && row.isDeleted()) {
            return false;
        }
        if (matcher != null && !matcher.matches(row)) {
            return false;
        }
        return after == null || ordering.compare(ordering.key(row), after) > 0;
    }

    /** The row it stands on, to come back to. */
    Found found() {
        try {
            EncodedRow row = rows.row();
            return new Found(ordering.key(row), row.body());
        } catch (AnkurahException.Invalid | IndexOutOfBoundsException e) {
            throw damaged(e);
        }
    }

    EntityState state() {
        return state(rows.row());
    }

    /** A row it stood on. */
    EntityState state(Found found) {
        passed.moveTo(found.key().id(), found.body());
        return state(passed);
    }

    private EntityState state(EncodedRow row) {
        try {
            return row.toState();
        } catch (AnkurahException.Invalid | IndexOutOfBoundsException e) {
            throw damaged(e);
        }
    }

    boolean isPlaced() {
        return rows.isPlaced();
    }

    int group() {
        return rows.group();
    }

    long looked() {
        return rows.looked();
    }

    private AnkurahException damaged(RuntimeException e) {
        return new AnkurahException.Fault(
                "storage.damaged",
                "a row of " + source.collection() + " in " + source.storeName() + " is damaged: " + e.getMessage()
                        + " (key " + Hex.encode(rows.key()) + "); restore a copy of the store",
                e);
    }

    @Override
    public void close() {
        rows.close();
        if (!closed) {
            closed = true;
            met.met(rows.looked(), let);
        }
    }
}
