package ankurah.text.internal;

/** Numbers as JavaScript writes them (ECMA-262, Number::toString). */
final class Numbers {
    private static final double EXACT = 0x1p53;

    private Numbers() {}

    static String print(double value) {
        if (Math.abs(value) <= EXACT && value == Math.rint(value)) {
            return Long.toString((long) value);
        }
        double magnitude = Math.abs(value);
        return (value < 0 ? "-" : "") + arrange(Double.toString(magnitude), magnitude);
    }

    /** Takes the digits of Java's notation, which are the fewest that tell the number apart, and sets the point anew. */
    private static String arrange(String java, double value) {
        int exponentAt = java.indexOf('E');
        int exponent = exponentAt < 0 ? 0 : Integer.parseInt(java.substring(exponentAt + 1));
        String mantissa = exponentAt < 0 ? java : java.substring(0, exponentAt);
        int pointAt = mantissa.indexOf('.');
        String digits = pointAt < 0 ? mantissa : mantissa.substring(0, pointAt) + mantissa.substring(pointAt + 1);
        int point = (pointAt < 0 ? mantissa.length() : pointAt) + exponent;
        int from = 0;
        while (from < digits.length() - 1 && digits.charAt(from) == '0') {
            from++;
        }
        int to = digits.length();
        while (to > from + 1 && digits.charAt(to - 1) == '0') {
            to--;
        }
        String fewest = digits.substring(from, to);
        return layOut(fewest.length() == 2 ? oneDigit(fewest, point - from, value) : fewest, point - from);
    }

    /** Java gives two digits even where one would do, which matters next to zero: 5e-324. */
    private static String oneDigit(String two, int point, double value) {
        int digit = two.charAt(0) - '0' + (two.charAt(1) >= '5' ? 1 : 0);
        boolean is = digit < 10 && Double.parseDouble(digit + "e" + (point - 1)) == value;
        return is ? String.valueOf(digit) : two;
    }

    private static String layOut(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        String fraction = count == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
