package ankurah.core;

import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.Hash256;

/**
 * A commit that was taken back.
 *
 * @param commit what it would have changed
 * @param reason which rule refused it; {@code commit.built_on_refused} for one that was built on the refused commit
 * @param refused the commit that the durable node refused, which is this one or the one it was built on
 */
public record Rejection(Commit commit, AnkurahException reason, Hash256 refused) {}
