package ankurah.core.internal.gate;

import ankurah.core.Stage;
import ankurah.event.Hash256;
import ankurah.storage.Position;
import java.util.Optional;

/** A commit on its way. */
public interface Ticket {
    Hash256 commitId();

    /** Where a durable node logged it; empty until that is known. */
    Optional<Position> position();

    /**
     * Suspends until the commit has come as far as {@code stage}.
     *
     * @throws ankurah.event.AnkurahException.Unavailable {@code wait.timeout} at the deadline
     * @throws ankurah.event.AnkurahException the reason, if it was refused after all
     */
    void await(Stage stage, long deadlineMillis);
}
