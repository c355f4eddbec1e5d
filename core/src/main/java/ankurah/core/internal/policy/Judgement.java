package ankurah.core.internal.policy;

import ankurah.core.EntityLookup;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/** Asks the policy about a change. */
public final class Judgement {
    private Judgement() {}

    /**
     * @throws AnkurahException.Refused if the policy says no
     * @throws AnkurahException.Fault {@code policy.failed} if it failed to answer
     */
    public static void require(
            Policy policy,
            Principal who,
            Event event,
            @Nullable EntityState before,
            EntityState after,
            EntityLookup others) {
        try {
            policy.check(who, event, before, after, others);
        } catch (AnkurahException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new AnkurahException.Fault(
                    "policy.failed",
                    "the policy " + policy.version() + " failed on " + event + "; nothing was written",
                    e);
        }
    }
}
