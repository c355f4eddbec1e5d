package ankurah.event.internal;

import ankurah.event.Value;
import org.jspecify.annotations.Nullable;

/** Dates and times as ISO 8601 writes them; years outside 0 to 9999 carry a sign. */
public final class IsoText {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private IsoText() {}

    public static String date(long epochDay) {
        return appendDate(new StringBuilder(10), epochDay).toString();
    }

    public static String localDateTime(long micros) {
        return appendDateTime(new StringBuilder(26), micros).toString();
    }

    public static String instant(long micros) {
        return appendDateTime(new StringBuilder(27), micros).append('Z').toString();
    }

    public static Value.@Nullable Date readDate(String text) {
        IsoScanner in = new IsoScanner(text);
        CivilDate date = in.date();
        if (date == null || !in.atEnd()) {
            return null;
        }
        long day = date.epochDay();
        return Value.Date.isInRange(day) ? new Value.Date(day) : null;
    }

    public static Value.@Nullable LocalDateTime readLocalDateTime(String text) {
        IsoScanner in = new IsoScanner(text);
        CivilDate date = in.date();
        long time = date == null ? -1 : in.time();
        if (date == null || time < 0 || !in.atEnd()) {
            return null;
        }
        Long micros = micros(date, time);
        return micros == null ? null : new Value.LocalDateTime(micros);
    }

    public static Value.@Nullable Instant readInstant(String text) {
        IsoScanner in = new IsoScanner(text);
        CivilDate date = in.date();
        long time = date == null ? -1 : in.time();
        int offset = time < 0 ? IsoScanner.NONE : in.offsetMinutes();
        if (date == null || offset == IsoScanner.NONE || !in.atEnd()) {
            return null;
        }
        Long micros = micros(date, time - offset * MICROS_PER_MINUTE);
        return micros == null ? null : new Value.Instant(micros);
    }

    /** Null when the sum is beyond 64 bits. */
    private static @Nullable Long micros(CivilDate date, long timeOfDay) {
        long day = date.epochDay() + Math.floorDiv(timeOfDay, MICROS_PER_DAY);
        long rest = Math.floorMod(timeOfDay, MICROS_PER_DAY);
        long first = Math.floorDiv(Long.MIN_VALUE, MICROS_PER_DAY);
        long last = Math.floorDiv(Long.MAX_VALUE, MICROS_PER_DAY);
        if (day < first || day > last) {
            return null;
        }
        // The first day begins before the least number, so it is reached from the day after.
        long sum = day == first ? (day + 1) * MICROS_PER_DAY + (rest - MICROS_PER_DAY) : day * MICROS_PER_DAY + rest;
        boolean wrapped = day == first ? sum > 0 : day == last && sum < 0;
        return wrapped ? null : (Long) sum;
    }

    private static StringBuilder appendDateTime(StringBuilder out, long micros) {
        appendDate(out, Math.floorDiv(micros, MICROS_PER_DAY)).append('T');
        long time = Math.floorMod(micros, MICROS_PER_DAY);
        long seconds = time / MICROS_PER_SECOND;
        appendPadded(out, seconds / 3600, 2).append(':');
        appendPadded(out, seconds / 60 % 60, 2).append(':');
        appendPadded(out, seconds % 60, 2);
        long fraction = time % MICROS_PER_SECOND;
        if (fraction == 0) {
            return out;
        }
        out.append('.');
        return fraction % 1000 == 0 ? appendPadded(out, fraction / 1000, 3) : appendPadded(out, fraction, 6);
    }

    private static StringBuilder appendDate(StringBuilder out, long epochDay) {
        CivilDate date = CivilDate.ofEpochDay(epochDay);
        if (date.year() < 0) {
            out.append('-');
        } else if (date.year() > 9999) {
            out.append('+');
        }
        appendPadded(out, Math.abs(date.year()), 4).append('-');
        appendPadded(out, date.month(), 2).append('-');
        return appendPadded(out, date.day(), 2);
    }

    private static StringBuilder appendPadded(StringBuilder out, long number, int width) {
        String digits = Long.toString(number);
        for (int i = digits.length(); i < width; i++) {
            out.append('0');
        }
        return out.append(digits);
    }
}
