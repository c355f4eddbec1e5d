package ankurah.storage.internal.plan;

import ankurah.query.OrderBy;
import ankurah.storage.Plan;
import java.util.List;

/**
 * How the columns of an index meet the order of a query, once each of the first {@code from} columns has one value.
 *
 * @param from the first column that orders
 * @param to behind the last one that does; rows that are equal in the columns between belong together
 * @param matched how many columns of the query's order they give
 * @param reverse whether the index is walked backwards
 * @param nullsApart whether null stands elsewhere in the first column than the query wants it
 * @param nullsIgnored whether null stands elsewhere in a column where no matching row has it
 */
record Fit(int from, int to, int matched, boolean reverse, boolean nullsApart, boolean nullsIgnored, Plan.Order order) {

    static Fit of(List<OrderBy> columns, int from, Wish wish) {
        return new Match(columns, from, wish).fit();
    }

    /** Better: more of the order, then fewer walks to merge. */
    boolean isBetterThan(Fit other) {
        if (order != other.order) {
            return order.ordinal() < other.order.ordinal();
        }
        return matched > other.matched;
    }

    private static final class Match {
        private final List<OrderBy> columns;
        private final int from;
        private final Wish wish;
        private int at;
        private int matched;
        private boolean reverse;
        private boolean apart;
        private boolean ignored;

        Match(List<OrderBy> columns, int from, Wish wish) {
            this.columns = columns;
            this.from = from;
            this.wish = wish;
            this.at = from;
        }

        Fit fit() {
            while (at < columns.size() && step()) {
                at++;
            }
            Plan.Order order = order();
            return new Fit(from, at, matched, reverse, apart, ignored, order);
        }

        /** Whether the column is of use: one of the query's order, or one in which all rows are equal. */
        private boolean step() {
            OrderBy column = columns.get(at);
            if (matched < wish.columns().size()) {
                OrderBy wanted = wish.columns().get(matched);
                if (column.path().equals(wanted.path())) {
                    return match(column, wanted);
                }
            }
            return isFixed(wish, column);
        }

        private boolean match(OrderBy column, OrderBy wanted) {
            boolean backwards = column.descending() != wanted.descending();
            if (matched > 0 && backwards != reverse) {
                return false;
            }
            boolean nullsFirst = column.nullsFirst() != backwards;
            if (nullsFirst != wanted.nullsFirst()) {
                if (!wish.mayBeNull(column.path())) {
                    ignored = true;
                } else if (at == from) {
                    apart = true;
                } else {
                    return false;
                }
            }
            reverse = backwards;
            matched++;
            return true;
        }

        private Plan.Order order() {
            boolean all = matched == wish.columns().size();
            if (all && at == columns.size()) {
                if (matched == 0 && wish.idDescending()) {
                    reverse = true;
                }
                return reverse || !wish.idDescending() ? Plan.Order.WALKED : Plan.Order.SORTED_IN_GROUPS;
            }
            return matched > 0 ? Plan.Order.SORTED_IN_GROUPS : Plan.Order.SORTED;
        }
    }

    /** Whether all matching rows have one value in a column. */
    static boolean isFixed(Wish wish, OrderBy column) {
        return wish.constant(column.path()) != null;
    }
}
