package ankurah.text.internal;

/** The id of one character. */
public record PositionId(long client, int clock) {}
