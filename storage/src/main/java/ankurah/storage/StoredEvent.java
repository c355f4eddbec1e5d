package ankurah.storage;

import ankurah.event.Event;

/**
 * An event with its place in the log.
 *
 * @param number of the first commit in the log that brought it; 0 when none did
 */
public record StoredEvent(Event event, long number) {}
