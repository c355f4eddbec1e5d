package ankurah.core.internal.live;

/** The sum of a property. */
record Summing(String property) implements Derivation<Sum> {
    @Override
    public Sum empty(Rows like) {
        return Sum.ZERO;
    }

    @Override
    public Sum next(Sum before, Rows old, Rows now) {
        Sum[] sum = {before};
        RowChanges.visit(old, now, (key, was, is) -> {
            if (was != null) {
                sum[0] = sum[0].minus(was.get(property));
            }
            if (is != null) {
                sum[0] = sum[0].plus(is.get(property));
            }
        });
        return sum[0];
    }
}
