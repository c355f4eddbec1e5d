package ankurah.query;

/** One column of an order. In {@link #ascending} nulls come first, in {@link #descending} last. */
public record OrderBy(Operand.Path path, boolean descending, boolean nullsFirst) {

    public static OrderBy ascending(String... steps) {
        return new OrderBy(Operand.Path.of(steps), false, true);
    }

    public static OrderBy descending(String... steps) {
        return new OrderBy(Operand.Path.of(steps), true, false);
    }
}
