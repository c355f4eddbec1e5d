package ankurah.core.internal.sync.client;

import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/** What a client holds of an entity that a subscription covers or a pending commit touches. */
final class Held {
    /** What the server said of it last; null while only pending commits speak of it. */
    @Nullable
    EntityState confirmed;

    /** For a state that no subscription brought: the log position it is from. */
    long number;

    /** How many subscriptions have it among their rows. */
    int covers;
}
