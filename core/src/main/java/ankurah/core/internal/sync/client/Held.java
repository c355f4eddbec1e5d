package ankurah.core.internal.sync.client;

import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client holds of an entity that a subscription covers or a pending commit touches. */
final class Held {
    /** What the server said of it last; null while only pending commits speak of it. */
    private @Nullable EntityState confirmed;

    /** What the store has of it. */
    @Nullable
    EntityState saved;

    /** The place in the server's log that the confirmed state is from. */
    long number;

    /** The commits that the store knows to be in the state it has. */
    List<Long> savedContained = List.of();

    /** How many subscriptions have it among their rows. */
    int covers;

    /** How many of them show it only until a server has been asked. */
    int provisional;

    /** Whether it is worth keeping for itself when nothing covers it any more. */
    boolean loose;

    /** The confirmed state with these commits folded on top, so that one more need not fold them all again. */
    private @Nullable EntityState shown;

    private List<PendingCommit> onTop = List.of();

    /** Pending commits that the confirmed state contains, whose places were known on an earlier connection. */
    private final Set<PendingCommit> contained = new HashSet<>(0);

    @Nullable
    EntityState confirmed() {
        return confirmed;
    }

    /** The same with more in it. */
    void confirm(@Nullable EntityState state) {
        confirmed = state;
        forget();
    }

    /** Another, which contains the pending commits up to this place and no others. */
    void confirm(EntityState state, long at) {
        confirm(state);
        number = at;
        contained.clear();
    }

    /** Whether the server tells of everything that becomes of it. */
    boolean isVouched() {
        return covers > provisional;
    }

    boolean contains(PendingCommit commit) {
        return commit.place() <= number || contained.contains(commit);
    }

    /** Of these commits those that the confirmed state contains, by their numbers. */
    List<Long> contained(List<PendingCommit> commits) {
        List<Long> its = new ArrayList<>(0);
        for (PendingCommit commit : commits) {
            if (contains(commit)) {
                its.add(commit.number);
            }
        }
        return its;
    }

    /** What the store says that the state it has contains. */
    void load(List<Long> numbers, List<PendingCommit> commits) {
        savedContained = numbers;
        for (PendingCommit commit : commits) {
            if (numbers.contains(commit.number)) {
                contained.add(commit);
            }
        }
    }

    /** Their places are about to be forgotten. That the confirmed state contains some of them stays true. */
    void keepContained(List<PendingCommit> commits) {
        for (PendingCommit commit : commits) {
            if (contains(commit)) {
                contained.add(commit);
            }
        }
    }

    /** How many of these commits are folded into {@link #shown}, which then holds no others. */
    int folded(List<PendingCommit> commits) {
        int size = onTop.size();
        boolean same = shown != null && size <= commits.size() && onTop.equals(commits.subList(0, size));
        return same ? size : 0;
    }

    @Nullable
    EntityState shown() {
        return shown;
    }

    void show(@Nullable EntityState state, List<PendingCommit> commits) {
        shown = state;
        onTop = List.copyOf(commits);
    }

    private void forget() {
        shown = null;
        onTop = List.of();
    }
}
