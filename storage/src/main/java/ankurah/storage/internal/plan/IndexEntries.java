package ankurah.storage.internal.plan;

import ankurah.query.OrderBy;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.Plan;
import ankurah.storage.internal.key.ColumnKeys;
import ankurah.storage.internal.key.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an index along a course: the lanes merged, so that what follows their beginnings is in order, and the
 * entries told apart where the order of the query goes on within what is equal here.
 *
 * <p>A group ends behind the last column that orders, or before that behind the first value whose key was cut: such values
 * may differ where their keys do not. Columns in which all matching rows are equal order nothing, cut or not.
 */
final class IndexEntries implements AutoCloseable {
    private final Way.Course course;
    private final List<EntryWalk> walks = new ArrayList<>();
    private final PriorityQueue<EntryWalk> merged;
    private final List<EntryWalk> unopened;
    private @Nullable EntryWalk at;
    private int group;
    private boolean placed;
    /** The last entry of a group, and what of it tells the group. */
    private byte @Nullable [] groupKey;

    private int groupFrom;
    private int groupEnd;

    IndexEntries(OrderedSnapshot store, List<Lane> lanes, Way.Course course) {
        this.course = course;
        for (Lane lane : lanes) {
            walks.add(new EntryWalk(store, lane, course.isTurning()));
        }
        this.unopened = new ArrayList<>(walks);
        this.merged = new PriorityQueue<>(Math.max(1, walks.size()), this::compare);
    }

    boolean next() {
        if (walks.size() == 1) {
            at = walks.get(0);
            if (!at.next()) {
                return false;
            }
        } else if (!nextMerged()) {
            return false;
        }
        place(key(), Objects.requireNonNull(at).prefixBytes);
        return true;
    }

    private boolean nextMerged() {
        EntryWalk last = at;
        if (last != null && last.next()) {
            merged.add(last);
        }
        unopened.forEach(walk -> {
            if (walk.next()) {
                merged.add(walk);
            }
        });
        unopened.clear();
        at = merged.poll();
        return at != null;
    }

    private int compare(EntryWalk a, EntryWalk b) {
        byte[] x = a.key();
        byte[] y = b.key();
        int xEnd = Keys.indexValueEnd(x);
        int yEnd = Keys.indexValueEnd(y);
        int values = compare(x, a.prefixBytes, xEnd, y, b.prefixBytes, yEnd);
        if (values != 0) {
            return course.fit().reverse() ? -values : values;
        }
        int ids = compare(x, xEnd, x.length, y, yEnd, y.length);
        return course.idDescending() ? -ids : ids;
    }

    private static int compare(byte[] a, int from, int end, byte[] b, int otherFrom, int otherEnd) {
        int common = Math.min(end - from, otherEnd - otherFrom);
        for (int i = 0; i < common; i++) {
            int order = (a[from + i] & 0xff) - (b[otherFrom + i] & 0xff);
            if (order != 0) {
                return order;
            }
        }
        return (end - from) - (otherEnd - otherFrom);
    }

    byte[] key() {
        return Objects.requireNonNull(at).key();
    }

    int group() {
        return group;
    }

    /** Whether the entry stands where the query wants its row. */
    boolean isPlaced() {
        return placed;
    }

    private void place(byte[] key, int from) {
        if (course.fit().order() == Plan.Order.SORTED) {
            return;
        }
        boolean walked = course.fit().order() == Plan.Order.WALKED;
        if (walked && !ColumnKeys.isCut(Keys.indexValueEnd(key) - from)) {
            placed = true;
            group++;
            groupKey = null;
            return;
        }
        int end = groupEnd(key, from);
        placed = walked && end >= 0;
        end = end < 0 ? ~end : end;
        byte[] before = groupKey;
        if (placed || before == null || !Arrays.equals(before, groupFrom, groupEnd, key, from, end)) {
            group++;
        }
        groupKey = placed ? null : key;
        groupFrom = from;
        groupEnd = end;
    }

    /** Inverted if a cut value ends it. */
    private int groupEnd(byte[] key, int from) {
        List<OrderBy> columns = course.columns();
        int end = from;
        for (int i = course.fit().from(); i < course.fit().to(); i++) {
            int start = end;
            end = ColumnKeys.end(key, start, columns.get(i));
            if (ColumnKeys.isCut(end - start) && !course.fixed()[i]) {
                return ~end;
            }
        }
        return end;
    }

    @Override
    public void close() {
        walks.forEach(EntryWalk::close);
    }
}
