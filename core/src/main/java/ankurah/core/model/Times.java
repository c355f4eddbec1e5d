package ankurah.core.model;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Points in time, kept to the microsecond. */
final class Times {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private Times() {}

    static Value encode(Instant instant) {
        return new Value.Instant(micros(instant));
    }

    static Value encode(LocalDateTime time) {
        return new Value.LocalDateTime(micros(time.toInstant(ZoneOffset.UTC)));
    }

    static Instant instant(Value.Instant value) {
        return Instant.ofEpochSecond(seconds(value.micros()), nanos(value.micros()));
    }

    static LocalDateTime localDateTime(Value.LocalDateTime value) {
        return LocalDateTime.ofEpochSecond(seconds(value.micros()), nanos(value.micros()), ZoneOffset.UTC);
    }

    private static long micros(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (Math.abs(seconds) >= Long.MAX_VALUE / MICROS_PER_SECOND) {
            throw new AnkurahException.Invalid(
                    "value.time_out_of_range",
                    "a point in time lies within 292,000 years of 1970, not " + seconds + " seconds from it");
        }
        return seconds * MICROS_PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
    }

    private static long seconds(long micros) {
        return Math.floorDiv(micros, MICROS_PER_SECOND);
    }

    private static int nanos(long micros) {
        return (int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO;
    }
}
