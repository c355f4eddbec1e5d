package ankurah.core.internal.policy;

import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.entity.RowFilter;
import ankurah.storage.EntityState;

/** What a policy lets a principal see. */
public record Sight(Policy policy, Principal principal) implements RowFilter {
    @Override
    public boolean admits(EntityState row) {
        return policy.canRead(principal, row);
    }

    @Override
    public boolean admitsAll() {
        return policy.readsEverything(principal);
    }
}
