package ankurah.core.internal.gate;

import ankurah.event.AnkurahException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commits that wait to be judged, in the order they came. Bounded; a full one says so instead of making anybody wait. */
final class SubmissionQueue {
    private final GateLimits limits;
    private final ArrayDeque<Submission> waiting = new ArrayDeque<>();
    private long bytes;

    SubmissionQueue(GateLimits limits) {
        this.limits = limits;
    }

    /** @throws AnkurahException.Unavailable {@code node.overloaded} when full */
    synchronized void add(Submission submission) {
        int size = submission.commit.size();
        boolean full =
                waiting.size() >= limits.queuedCommits() || !waiting.isEmpty() && bytes + size > limits.queuedBytes();
        if (full) {
            throw new AnkurahException.Unavailable(
                    "node.overloaded",
                    waiting.size() + " commits wait to be stored, which is all that may; send it again later");
        }
        waiting.add(submission);
        bytes += size;
    }

    /** The next group: the first one, and those behind it that fit. */
    synchronized List<Submission> take() {
        List<Submission> group = new ArrayList<>();
        long taken = 0;
        for (Submission next = waiting.peek(); next != null; next = waiting.peek()) {
            int size = next.commit.size();
            if (!group.isEmpty() && (group.size() >= limits.groupCommits() || taken + size > limits.groupBytes())) {
                break;
            }
            group.add(waiting.remove());
            taken += size;
        }
        bytes -= taken;
        return group;
    }

    /** Takes one out of its turn; false if it is being judged, or has been. */
    synchronized boolean remove(Submission submission) {
        boolean removed = waiting.remove(submission);
        if (removed) {
            bytes -= submission.commit.size();
        }
        return removed;
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized @Nullable Submission first() {
        return waiting.peek();
    }
}
