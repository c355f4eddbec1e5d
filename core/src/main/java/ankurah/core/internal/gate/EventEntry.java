package ankurah.core.internal.gate;

import ankurah.event.Event;

/** @param pending whether it is the node's own, and no durable node has been heard to have it */
public record EventEntry(Event event, boolean pending) {}
