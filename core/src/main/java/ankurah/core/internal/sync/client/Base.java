package ankurah.core.internal.sync.client;

import ankurah.storage.EntityState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What pending commits are laid over: a state that the server has confirmed, and which of this node's commits are in it.
 *
 * @param state null while only pending commits speak of the entity
 * @param number the place in the server's log that the state is from
 * @param contained commits that it contains, whose places were known on an earlier connection
 */
record Base(@Nullable EntityState state, long number, Set<PendingCommit> contained) {
    static final Base NOTHING = new Base(null, 0, Set.of());

    boolean contains(PendingCommit commit) {
        return commit.place() <= number || contained.contains(commit);
    }

    /** The same with more in it. */
    Base with(@Nullable EntityState more, long at) {
        return new Base(more, at, contained);
    }

    Base at(long changed) {
        return new Base(state, changed, contained);
    }

    /** Their places are about to be forgotten. That this contains some of them stays true. */
    Base keeping(List<PendingCommit> commits) {
        Set<PendingCommit> kept = new HashSet<>(contained);
        for (PendingCommit commit : commits) {
            if (contains(commit)) {
                kept.add(commit);
            }
        }
        return kept.size() == contained.size() ? this : new Base(state, number, kept);
    }
}
