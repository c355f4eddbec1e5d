package ankurah.storage.internal.plan;

import ankurah.query.Interval;
import ankurah.query.Operand;
import ankurah.query.OrderBy;
import ankurah.query.Restrictions;
import ankurah.storage.internal.key.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries of an index that a predicate may match: one value for each of the first columns, and a stretch of the next.
 *
 * @param pointEnds where the key of each of those first values ends, in every key of the range
 */
record IndexRange(KeyRange keys, int[] pointEnds) {

    /**
     * The ranges for some boxes.
     *
     * @param exact whether every entry in a range is that of a row that matches
     * @param bounded whether they leave out any entry at all
     */
    record All(List<IndexRange> ranges, boolean exact, boolean bounded) {}

    static All of(Indexed index, List<Box> boxes) {
        Expansion expansion = new Expansion(index);
        boxes.forEach(box -> expansion.add(box.implied()));
        return new All(expansion.ranges, expansion.exact, expansion.bounded);
    }

    /** How many of the first columns have one value. */
    int points() {
        return pointEnds.length;
    }

    /** Goes from column to column as long as each has single values. */
    private static final class Expansion {
        /** Further columns narrow no more once there would be more ranges than this. */
        private static final int MOST_RANGES = 2048;

        private final List<OrderBy> columns;
        private final byte[] prefix;
        private final List<IndexRange> ranges = new ArrayList<>();
        private boolean exact = true;
        private boolean bounded = true;
        private Restrictions implied = Restrictions.of(ankurah.query.Predicate.TRUE);

        Expansion(Indexed index) {
            this.columns = index.columns();
            this.prefix = Keys.index(index.number());
        }

        void add(Restrictions box) {
            implied = box;
            expand(prefix, 0, new int[0], 1);
        }

        private void expand(byte[] begun, int column, int[] ends, int siblings) {
            if (!isRestricted(column)) {
                bounded &= column > 0;
                end(Stretch.ALL, begun, ends, column);
                return;
            }
            List<Stretch> stretches = stretches(column);
            int next = isRestricted(column + 1) ? stretches(column + 1).size() : 0;
            boolean deeper = next > 0 && (long) siblings * stretches.size() * next <= MOST_RANGES;
            for (Stretch stretch : stretches) {
                exact &= !stretch.loose();
                if (!stretch.point()) {
                    end(stretch, begun, ends, column + 1);
                    continue;
                }
                byte[] value = Keys.join(begun, stretch.from());
                int[] more = Arrays.copyOf(ends, ends.length + 1);
                more[ends.length] = value.length;
                if (deeper) {
                    expand(value, column + 1, more, siblings * stretches.size());
                } else {
                    end(Stretch.ALL, value, more, column + 1);
                }
            }
        }

        private void end(Stretch stretch, byte[] begun, int[] ends, int used) {
            exact &= implied.isExact() && restricted(used) == implied.paths().size();
            ranges.add(new IndexRange(stretch.behind(begun), ends));
        }

        private int restricted(int used) {
            int count = 0;
            for (int i = 0; i < used; i++) {
                count += isRestricted(i) ? 1 : 0;
            }
            return count;
        }

        private boolean isRestricted(int column) {
            return column < columns.size()
                    && implied.paths().contains(columns.get(column).path());
        }

        private List<Stretch> stretches(int column) {
            Operand.Path path = columns.get(column).path();
            List<Interval> intervals = implied.on(path);
            return Stretch.of(intervals, columns.get(column));
        }
    }
}
