package ankurah.event;

/** Where the wall clock comes from. It may jump in either direction; {@link HybridClock} copes. */
public interface TimeSource {
    /** Milliseconds since the Unix epoch. */
    long millis();
}
