package ankurah.web.internal;

import ankurah.event.internal.Hex;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers of any size, which a platform may compute in its own way. */
public final class BigNumbers {
    private static final int ROUNDS = 400;
    private static final int MOST_DIGITS = 60;
    private static final int MOST_EXPONENT = 40;
    private static final int MOST_SHIFT = 200;

    private BigNumbers() {}

    public static void write(Transcript out) {
        out.section("big numbers");
        Dice dice = new Dice(11);
        for (int i = 0; i < ROUNDS; i++) {
            decimals(out, decimal(dice), decimal(dice));
            integers(out, integer(dice), integer(dice), dice.below(MOST_SHIFT));
            doubles(out, Double.longBitsToDouble(dice.next()));
        }
        for (String text :
                new String[] {"0", "-0.000", "0e7", "1e-7", "1.0e3", "+12.50", "100e-2", "-9.99e21", ".5", "5."}) {
            decimals(out, new BigDecimal(text), BigDecimal.ZERO);
        }
        for (String text : new String[] {
            "",
            "-",
            ".",
            "e5",
            "1e",
            "1e99999999999",
            "1..2",
            "0x1",
            " 1",
            "1e2147483648",
            "1e2147483649",
            "1e-2147483647",
            "1e-2147483648",
            "1.5e-2147483647",
            "1.5e2147483649",
            "1e+7",
            "1e-0"
        }) {
            out.line("read " + text, read(text));
        }
    }

    private static String decimal(Dice dice) {
        StringBuilder text = new StringBuilder(dice.below(2) == 0 ? "-" : "");
        int digits = 1 + dice.below(MOST_DIGITS);
        int point = dice.below(digits + 1);
        for (int i = 0; i < digits; i++) {
            text.append(i == point && i > 0 ? "." : "").append(dice.below(3) == 0 ? 0 : dice.below(10));
        }
        return dice.below(2) == 0
                ? text.toString()
                : text.append('e')
                        .append(dice.below(2 * MOST_EXPONENT) - MOST_EXPONENT)
                        .toString();
    }

    private static void decimals(Transcript out, String one, String other) {
        decimals(out, new BigDecimal(one), new BigDecimal(other));
    }

    @SuppressWarnings("BigDecimalEquals") // it is what is looked at
    private static void decimals(Transcript out, BigDecimal one, BigDecimal other) {
        out.line("decimal", one + " " + one.toPlainString() + " " + one.unscaledValue() + " " + one.scale());
        out.line("stripped", one.stripTrailingZeros().toString() + " " + one.precision() + " " + one.signum());
        out.line("sum", one.add(other) + " " + one.subtract(other) + " " + one.abs());
        out.line(
                "order",
                Integer.signum(one.compareTo(other)) + " " + Integer.signum(one.compareTo(one.stripTrailingZeros()))
                        + " " + one.equals(other));
        out.line("whole", one.toBigInteger() + " " + one.longValue());
        out.line("nearest", Double.doubleToLongBits(one.doubleValue()));
    }

    private static BigInteger integer(Dice dice) {
        return new BigInteger(dice.below(2) == 0 ? -1 : 1, dice.bytes(1 + dice.below(20)));
    }

    private static void integers(Transcript out, BigInteger one, BigInteger other, int shift) {
        out.line("integer", one + " " + one.bitLength() + " " + one.signum() + " " + Hex.encode(one.toByteArray()));
        out.line("sum", one.add(other) + " " + one.subtract(other) + " " + one.multiply(other));
        out.line(
                "shifted",
                one.shiftLeft(shift) + " " + one.not() + " " + one.abs().pow(shift % 7));
        out.line(
                "order",
                Integer.signum(one.compareTo(other)) + " " + one.equals(other) + " " + one.longValue() + " "
                        + one.intValue());
        if (other.signum() != 0) {
            BigInteger[] parts = one.divideAndRemainder(other);
            out.line("parts", parts[0] + " " + parts[1]);
        }
    }

    private static void doubles(Transcript out, double value) {
        if (!Double.isNaN(value) && !Double.isInfinite(value)) {
            out.line("exact", new BigDecimal(value).toString());
        }
    }

    private static String read(String text) {
        try {
            return new BigDecimal(text).toString();
        } catch (NumberFormatException e) {
            return "refused";
        }
    }
}
