package ankurah.core.type;

import ankurah.event.EventId;

/** An operation that enters a durable node, and what it meets there. */
public interface Arrival<S> {
    /** What the property holds before the operation; worked out when asked for. */
    S state();

    EventId event();

    /** Who wrote it, as the policy knows him. */
    String author();

    String property();

    byte[] operation();
}
