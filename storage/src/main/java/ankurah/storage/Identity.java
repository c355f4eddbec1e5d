package ankurah.storage;

import ankurah.event.SystemId;

/** Which system a store belongs to, and which log it holds. Made once, when the store is first opened. */
public record Identity(SystemId system, LogId log) {}
