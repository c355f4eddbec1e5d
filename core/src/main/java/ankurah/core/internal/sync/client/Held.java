package ankurah.core.internal.sync.client;

import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client holds of an entity that a subscription covers or a pending commit touches. While subscriptions are answered again
 * one after the other, the server's word is ahead of what readers see, and their own commits lie over the latter.
 */
final class Held {
    /** What the server said of it last. */
    private Base confirmed = Base.NOTHING;

    /** What readers see of that; null for all of it. */
    private @Nullable Base seen;

    /** Whether readers see it covered by a subscription, while they do not see all that was confirmed. */
    private boolean seenCovered;

    /** Whether readers see it at all. */
    private boolean visible;

    /** What the store has of it. */
    @Nullable
    EntityState saved;

    /** The commits that the store knows to be in the state it has. */
    List<Long> savedContained = List.of();

    /** How many subscriptions have it among their rows. */
    private int covers;

    /** How many of them show it only until a server has been asked. */
    private int provisional;

    /** Whether no subscription has brought its state, which may then be from behind all stored answers that have it. */
    boolean apart;

    /** Whether it is worth keeping for itself when nothing covers it any more. */
    boolean loose;

    /** What readers see with these commits folded on top, so that one more need not fold them all again. */
    private @Nullable EntityState shown;

    private List<PendingCommit> onTop = List.of();

    // What the server said.

    @Nullable
    EntityState confirmed() {
        return confirmed.state();
    }

    /** The place in the server's log that the confirmed state is from. */
    long number() {
        return confirmed.number();
    }

    /** The same with more in it. */
    void confirmMore(@Nullable EntityState state, long at) {
        hide();
        confirmed = confirmed.with(state, at);
        forgetFolded();
    }

    /** Another, which contains the pending commits up to this place and no others. */
    void confirm(EntityState state, long at) {
        hide();
        confirmed = new Base(state, at, Set.of());
        forgetFolded();
    }

    boolean contains(PendingCommit commit) {
        return confirmed.contains(commit);
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

    /** What the store has of it and says that it contains. */
    void load(EntityState stored, EntityState state, long at) {
        saved = stored;
        confirmed = new Base(state, at, Set.of());
        loose = true;
    }

    void loadContained(List<Long> numbers, List<PendingCommit> commits) {
        savedContained = numbers;
        Set<PendingCommit> contained = new HashSet<>(0);
        for (PendingCommit commit : commits) {
            if (numbers.contains(commit.number)) {
                contained.add(commit);
            }
        }
        confirmed = new Base(confirmed.state(), confirmed.number(), contained);
    }

    /** Their places are about to be forgotten. */
    void keepContained(List<PendingCommit> commits) {
        confirmed = confirmed.keeping(commits);
        seen = seen == null ? null : seen.keeping(commits);
    }

    /** Places that were known are of another log. */
    void forgetNumber() {
        confirmed = confirmed.at(0);
        seen = seen == null ? null : seen.at(0);
    }

    // Who covers it.

    /** Whether the server tells of everything that becomes of it. */
    boolean isVouched() {
        return covers > provisional;
    }

    boolean isCovered() {
        return covers > 0;
    }

    void cover(boolean provisionally) {
        covers++;
        provisional += provisionally ? 1 : 0;
        seenCovered = true;
    }

    void uncover(boolean provisionally) {
        hide();
        covers--;
        provisional -= provisionally ? 1 : 0;
    }

    // What readers see.

    /** Something is confirmed that readers do not see yet. */
    private void hide() {
        if (visible && seen == null) {
            seen = confirmed;
            seenCovered = isCovered();
        }
    }

    /** From now on readers see all that is confirmed. */
    void reveal() {
        if (seen != null) {
            seen = null;
            forgetFolded();
        }
    }

    /** Whether readers see something else than what is confirmed. */
    boolean isBehind() {
        return seen != null;
    }

    boolean isSeenCovered() {
        return seen == null ? isCovered() : seenCovered;
    }

    /** What readers see below the pending commits. */
    Base base() {
        return seen == null ? confirmed : seen;
    }

    void setVisible(boolean changed) {
        visible = changed;
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

    /** Pending commits are others now, or lie over something else. */
    void forgetFolded() {
        shown = null;
        onTop = List.of();
    }
}
