package ankurah.query;

/**
 * One column of an order. Unless said otherwise nulls come first in an ascending column and, that being the reverse, last
 * in a descending one.
 */
public record OrderBy(Operand.Path path, boolean descending, boolean nullsFirst) {

    public static OrderBy ascending(String... steps) {
        return ascending(Operand.Path.of(steps));
    }

    public static OrderBy descending(String... steps) {
        return descending(Operand.Path.of(steps));
    }

    public static OrderBy ascending(Operand.Path path) {
        return new OrderBy(path, false, true);
    }

    public static OrderBy descending(Operand.Path path) {
        return new OrderBy(path, true, false);
    }

    public OrderBy withNullsFirst() {
        return new OrderBy(path, descending, true);
    }

    public OrderBy withNullsLast() {
        return new OrderBy(path, descending, false);
    }
}
