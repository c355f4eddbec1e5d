package ankurah.query.internal;

/** Unicode simple case folding, one code point to one code point, as ILIKE compares. */
final class CaseFold {
    private static final int[] RANGES = CaseFoldTable.RANGES;

    private CaseFold() {}

    static int fold(int c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? c + 32 : c;
        }
        int low = 0;
        int high = RANGES.length / 4 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = middle * 4;
            if (c < RANGES[at]) {
                high = middle - 1;
            } else if (c > RANGES[at + 1]) {
                low = middle + 1;
            } else {
                // A step is 1 or 2.
                return ((c - RANGES[at]) & (RANGES[at + 3] - 1)) == 0 ? c + RANGES[at + 2] : c;
            }
        }
        return c;
    }
}
