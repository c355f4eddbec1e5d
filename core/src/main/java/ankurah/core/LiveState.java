package ankurah.core;

import ankurah.event.AnkurahException;
import java.util.Optional;

/**
 * How a live query stands.
 *
 * @param error why the status is {@link Status#FAILED}; empty otherwise, but for a query that stays local because its server
 *     cannot answer
 */
public record LiveState(Status status, Optional<AnkurahException> error) {}
