package ankurah.query.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.event.internal.Decimals;
import ankurah.event.internal.Doubles;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Number literals: exact decimals, floats when they have an exponent, ints where they fit in 64 bits. */
final class Numbers {
    /** So many digits always fit in 64 bits. */
    private static final int SAFE_DIGITS = 18;

    private static final int MAX_BITS = 63;

    private Numbers() {}

    /** Reads a number whose form the lexer has checked. */
    static Value read(String text, int start, int end, boolean point, boolean exponent) {
        boolean negative = text.charAt(start) == '-';
        int from = start + (negative || text.charAt(start) == '+' ? 1 : 0);
        if (!point && !exponent && end - from <= SAFE_DIGITS) {
            long whole = 0;
            for (int i = from; i < end; i++) {
                whole = whole * 10 + (text.charAt(i) - '0');
            }
            return new Value.Int(negative ? -whole : whole);
        }
        String digits = (negative ? "-" : "") + (text.charAt(from) == '.' ? "0" : "") + text.substring(from, end);
        @Nullable BigDecimal exact = Decimals.read(digits);
        if (exact == null) {
            throw SyntaxError.at(text, start, "a number is longer than any value", null);
        }
        return exponent ? floating(text, start, exact) : decimal(text, start, exact, point);
    }

    private static Value floating(String text, int start, BigDecimal exact) {
        double nearest = Doubles.nearest(exact);
        if (Double.isInfinite(nearest)) {
            throw SyntaxError.at(text, start, "a number with an exponent is a float, which is below 1.8e308", null);
        }
        return new Value.Float(nearest);
    }

    private static Value decimal(String text, int start, BigDecimal exact, boolean point) {
        try {
            boolean fits = !point && exact.toBigInteger().bitLength() <= MAX_BITS;
            return fits ? new Value.Int(exact.longValue()) : new Value.Decimal(exact);
        } catch (AnkurahException.Invalid outOfRange) {
            throw SyntaxError.at(
                    text, start, SyntaxError.SYNTAX, String.valueOf(outOfRange.getMessage()), null, outOfRange);
        }
    }
}
