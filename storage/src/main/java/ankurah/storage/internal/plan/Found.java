package ankurah.storage.internal.plan;

import ankurah.query.SortKey;

/** A row that waits for its place: its encoded form, and where it belongs. */
record Found(SortKey key, byte[] body) {}
