package ankurah.core.internal.policy;

import ankurah.core.Policy;
import ankurah.core.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The policy of a node, which may be exchanged, and what it lets principals see. */
public final class NodePolicy {
    /** So many principals are remembered; the next one begins anew. */
    private static final int MOST_KNOWN = 10_000;

    private volatile Reign reign;

    /** A policy, and what was worked out under it. */
    private record Reign(Policy policy, Map<Principal, Sight> sights) {}

    public NodePolicy(Policy first) {
        this.reign = new Reign(first, new ConcurrentHashMap<>());
    }

    public Policy policy() {
        return reign.policy;
    }

    public Sight sight(Principal principal) {
        Reign now = reign;
        Sight known = now.sights.get(principal);
        if (known != null) {
            return known;
        }
        if (now.sights.size() >= MOST_KNOWN) {
            now.sights.clear();
        }
        Sight sight = new Sight(this, now.policy, principal);
        now.sights.put(principal, sight);
        return sight;
    }

    /** From now on; who holds a sight finds the one that replaces it by {@link Sight#current}. */
    public void exchange(Policy next) {
        reign = new Reign(next, new ConcurrentHashMap<>());
    }
}
