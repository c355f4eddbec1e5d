package ankurah.query;

import ankurah.event.AnkurahException;

/**
 * What a query text may cost.
 *
 * @param textBytes the length of the text in UTF-8
 * @param depth how deep parentheses, and the connectives AND, OR and NOT, nest; at most {@link Predicate#MAX_DEPTH}
 * @param inValues the options of one IN
 */
public record QueryLimits(int textBytes, int depth, int inValues) {

    public static final QueryLimits DEFAULT = new QueryLimits(64 * 1024, Predicate.MAX_DEPTH, 10_000);

    public QueryLimits {
        if (textBytes < 1 || depth < 1 || depth > Predicate.MAX_DEPTH || inValues < 1) {
            throw new AnkurahException.Invalid(
                    "query.limits",
                    "limits are 1 or more, and depth at most " + Predicate.MAX_DEPTH + ": " + textBytes
                            + " bytes, depth " + depth + ", " + inValues + " values");
        }
    }
}
