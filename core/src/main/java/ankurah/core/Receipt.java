package ankurah.core;

import ankurah.event.AnkurahException;
import ankurah.event.Hash256;
import ankurah.storage.Position;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a transaction. */
public interface Receipt<R extends @Nullable Object> {
    /** What the transaction's body returned. */
    R value();

    /** The name of the commit, which is another after it was {@link Reminted}; empty when the transaction wrote nothing. */
    Optional<Hash256> commitId();

    /** Where the commit stands in the durable node's log; empty while unknown, or when nothing was written. */
    Optional<Position> position();

    /**
     * Waits until the commit has come as far as {@code stage}; on a durable node it has.
     *
     * @throws AnkurahException.Unavailable {@code wait.timeout}; the commit may still get there
     * @throws AnkurahException the reason, if it was refused and taken back
     */
    Receipt<R> await(Stage stage, Duration timeout);
}
