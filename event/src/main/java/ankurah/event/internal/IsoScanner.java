package ankurah.event.internal;

import org.jspecify.annotations.Nullable;

/** Steps through an ISO 8601 text. A part that is not there or out of range answers null or a negative number. */
final class IsoScanner {
    /** No offset could be read. */
    static final int NONE = Integer.MIN_VALUE;

    private static final int MAX_YEAR_DIGITS = 10;

    private final String text;
    private int at;

    IsoScanner(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    @Nullable
    CivilDate date() {
        long year = year();
        if (year == Long.MIN_VALUE || !skip('-')) {
            return null;
        }
        int month = digits(2);
        if (month < 0 || !skip('-')) {
            return null;
        }
        CivilDate date = new CivilDate(year, month, digits(2));
        return date.exists() ? date : null;
    }

    /** Four digits, or a sign and more; a plus only where four are too few, and no year is minus zero. */
    private long year() {
        boolean minus = skip('-');
        boolean plus = !minus && skip('+');
        int start = at;
        long year = 0;
        while (at < text.length() && isDigit(text.charAt(at)) && at - start < MAX_YEAR_DIGITS) {
            year = year * 10 + (text.charAt(at++) - '0');
        }
        int count = at - start;
        boolean sound = plus ? count > 4 && year > 9999 : count == 4 || minus && count > 4 && year > 9999;
        return !sound || minus && year == 0 ? Long.MIN_VALUE : minus ? -year : year;
    }

    /** {@code T10:00}, {@code T10:00:00} or {@code T10:00:00.123456} in microseconds of the day, or -1. */
    long time() {
        if (!skip('T')) {
            return -1;
        }
        int hour = digits(2);
        int minute = hour >= 0 && hour < 24 && skip(':') ? digits(2) : -1;
        if (minute < 0 || minute > 59) {
            return -1;
        }
        long minutes = hour * 60L + minute;
        if (!skip(':')) {
            return minutes * 60_000_000;
        }
        int second = digits(2);
        int fraction = skip('.') ? fraction() : 0;
        return second < 0 || second > 59 || fraction < 0 ? -1 : (minutes * 60 + second) * 1_000_000 + fraction;
    }

    /** One to nine digits as microseconds, or -1 when they do not come out even. */
    private int fraction() {
        int start = at;
        long nanos = 0;
        for (int i = 0; i < 9; i++) {
            boolean digit = at < text.length() && isDigit(text.charAt(at));
            nanos = nanos * 10 + (digit ? text.charAt(at++) - '0' : 0);
        }
        return at == start || nanos % 1000 != 0 ? -1 : (int) (nanos / 1000);
    }

    /** {@code Z} is 0, {@code +02:00} is 120; at most 18 hours either way. */
    int offsetMinutes() {
        if (skip('Z')) {
            return 0;
        }
        boolean minus = skip('-');
        if (!minus && !skip('+')) {
            return NONE;
        }
        int hours = digits(2);
        int minutes = hours >= 0 && skip(':') ? digits(2) : -1;
        int total = hours * 60 + minutes;
        if (minutes < 0 || minutes > 59 || total > 18 * 60) {
            return NONE;
        }
        return minus ? -total : total;
    }

    private boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private int digits(int count) {
        if (text.length() - at < count) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(at++);
            if (!isDigit(c)) {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
