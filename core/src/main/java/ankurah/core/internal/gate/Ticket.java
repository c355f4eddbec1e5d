package ankurah.core.internal.gate;

import ankurah.core.Stage;
import ankurah.event.Commit;
import ankurah.event.Hash256;
import ankurah.storage.Position;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A commit on its way. */
public interface Ticket {
    Hash256 commitId();

    /** What the commit has become, if it was made anew because of a wrong clock; null if it was not. */
    default @Nullable Commit reminted() {
        return null;
    }

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
