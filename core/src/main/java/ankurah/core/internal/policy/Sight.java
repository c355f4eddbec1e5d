package ankurah.core.internal.policy;

import ankurah.core.EntityLookup;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.entity.AllRows;
import ankurah.core.internal.entity.FollowingRow;
import ankurah.core.internal.entity.RowFilter;
import ankurah.query.Matcher;
import ankurah.query.Predicate;
import ankurah.storage.EntityState;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a policy lets a principal see, as long as that policy is the node's.
 *
 * <p>Two are equal if the same policy and principal are behind them. Of one collection {@link #of} gives what depends on
 * neither, if the policy says what may be read by conditions: then all who see the same of it have equal filters.
 */
public final class Sight implements RowFilter {
    private final NodePolicy node;
    private final Policy policy;
    private final Principal principal;
    private final boolean all;
    /** Empty where no condition says it. */
    private final Map<String, Optional<Admitted>> admitted = new ConcurrentHashMap<>();

    Sight(NodePolicy node, Policy policy, Principal principal) {
        this.node = node;
        this.policy = policy;
        this.principal = principal;
        this.all = policy.readsEverything(principal);
    }

    public Policy policy() {
        return policy;
    }

    public Principal principal() {
        return principal;
    }

    private @Nullable Admitted admitted(String collection) {
        Optional<Admitted> known = admitted.get(collection);
        if (known == null) {
            known = Optional.ofNullable(policy.readable(principal, collection)).map(Admitted::new);
            admitted.put(collection, known);
        }
        return known.orElse(null);
    }

    @Override
    public boolean admits(EntityState row, EntityLookup others, FollowingRow.@Nullable Trail trail) {
        Admitted condition = admitted(row.collection());
        return condition == null ? policy.canRead(principal, row) : condition.admits(row, others, trail);
    }

    @Override
    public boolean admitsAll() {
        return all;
    }

    @Override
    public @Nullable Predicate condition(String collection) {
        Admitted condition = admitted(collection);
        return condition == null ? null : condition.predicate;
    }

    @Override
    public RowFilter of(String collection) {
        Admitted condition = admitted(collection);
        return condition == null ? this : condition.predicate.equals(Predicate.TRUE) ? AllRows.FILTER : condition;
    }

    /** What a condition says of a target may depend on others still, so any difference counts. */
    @Override
    public boolean mayTurn(EntityState before, EntityState after, EntityLookup others) {
        return admitted(after.collection()) == null
                ? policy.canRead(principal, before) != policy.canRead(principal, after)
                : !before.properties().equals(after.properties());
    }

    @Override
    public boolean isCurrent() {
        return node.policy().equals(policy);
    }

    @Override
    public RowFilter current() {
        return isCurrent() ? this : node.sight(principal);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sight that && policy.equals(that.policy) && principal.equals(that.principal);
    }

    @Override
    public int hashCode() {
        return 31 * policy.hashCode() + principal.hashCode();
    }

    /** The rows of a collection that a condition is true of. Looks at entities regardless of who may see them. */
    private static final class Admitted implements RowFilter {
        private final Predicate predicate;
        private final Matcher matcher;

        Admitted(Predicate predicate) {
            this.predicate = predicate;
            this.matcher = Matcher.compile(predicate);
        }

        @Override
        public boolean admits(EntityState row, EntityLookup others, FollowingRow.@Nullable Trail trail) {
            return matcher.matches(new FollowingRow(row, others, AllRows.FILTER, trail));
        }

        @Override
        public Predicate condition(String collection) {
            return predicate;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Admitted that && predicate.equals(that.predicate);
        }

        @Override
        public int hashCode() {
            return predicate.hashCode();
        }
    }
}
