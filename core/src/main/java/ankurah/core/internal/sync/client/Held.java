package ankurah.core.internal.sync.client;

import ankurah.storage.EntityState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client holds of an entity that a subscription covers or a pending commit touches. */
final class Held {
    /** What the server said of it last; null while only pending commits speak of it. */
    private @Nullable EntityState confirmed;

    /** The place in the server's log that the confirmed state is from. */
    long number;

    /** How many subscriptions have it among their rows. */
    int covers;

    /** The confirmed state with these commits folded on top, so that one more need not fold them all again. */
    private @Nullable EntityState shown;

    private List<PendingCommit> onTop = List.of();

    @Nullable
    EntityState confirmed() {
        return confirmed;
    }

    void confirm(@Nullable EntityState state) {
        confirmed = state;
        forget();
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
