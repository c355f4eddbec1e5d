package ankurah.core.internal.gate;

import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commits that wait for the parents of their events, bounded for each source in number, bytes and age. Guarded by the gate.
 */
final class Parking {
    /** How many ids of refused events are remembered, for commits built on them that come later. */
    private static final int MOST_REFUSED = 16_384;

    private static final int MOST_NAMED = 5;

    /** In the order they were parked. */
    private final Map<Submission, Slot> parked = new LinkedHashMap<>();

    private final Map<EventId, Set<Submission>> waiting = new LinkedHashMap<>();
    private final Map<EventId, String> refused = new LinkedHashMap<>();

    private record Slot(List<EventId> missing, long sinceMillis) {}

    boolean isEmpty() {
        return parked.isEmpty();
    }

    /** Parks a commit, or says why it cannot be. */
    Outcome park(Submission submission, List<EventId> missing, long nowMillis) {
        Source source = submission.source;
        int bytes = submission.commit.size();
        boolean full = source == null || source.commits >= source.maxCommits || source.bytes + bytes > source.maxBytes;
        if (source == null || full) {
            return new Outcome.Refused(parentsMissing(submission, missing));
        }
        source.commits++;
        source.bytes += bytes;
        parked.put(submission, new Slot(missing, nowMillis));
        for (EventId parent : missing) {
            waiting.computeIfAbsent(parent, id -> new LinkedHashSet<>()).add(submission);
        }
        return new Outcome.Parked(missing);
    }

    /** Takes out the commits that wait for this event. */
    List<Submission> release(EventId event) {
        Set<Submission> released = waiting.get(event);
        if (released == null) {
            return List.of();
        }
        List<Submission> all = List.copyOf(released);
        all.forEach(this::remove);
        return all;
    }

    /** Takes out the commits that have waited too long. */
    List<Submission> expired(long nowMillis) {
        List<Submission> expired = new ArrayList<>();
        parked.forEach((submission, slot) -> {
            Source source = submission.source;
            if (source != null && nowMillis - slot.sinceMillis > source.maxAgeMillis) {
                expired.add(submission);
            }
        });
        expired.forEach(this::remove);
        return expired;
    }

    /** Takes out the commits of a source. */
    List<Submission> of(Source source) {
        List<Submission> its = new ArrayList<>();
        for (Submission submission : parked.keySet()) {
            if (submission.source == source) {
                its.add(submission);
            }
        }
        its.forEach(this::remove);
        return its;
    }

    /** What a parked commit is still missing. */
    AnkurahException parentsMissing(Submission submission) {
        Slot slot = parked.get(submission);
        return parentsMissing(submission, slot == null ? List.of() : slot.missing);
    }

    private static AnkurahException parentsMissing(Submission submission, List<EventId> missing) {
        StringBuilder ids = new StringBuilder();
        missing.stream().limit(MOST_NAMED).forEach(id -> ids.append(' ').append(id));
        return new AnkurahException.Conflict(
                "event.parents_missing",
                submission.commit + " is built on " + missing.size() + " events that are not here; send them first:"
                        + ids + (missing.size() > MOST_NAMED ? " ..." : ""));
    }

    /** Remembers the events of a refused commit, and why it was. */
    void refuse(Submission submission, AnkurahException reason) {
        for (EventId id : submission.commit.manifest()) {
            refused.put(id, reason.code());
        }
        Iterator<EventId> oldest = refused.keySet().iterator();
        while (refused.size() > MOST_REFUSED && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Forgets that a commit was refused, because it now is not. */
    void accept(Submission submission) {
        if (!refused.isEmpty()) {
            submission.commit.manifest().forEach(refused::remove);
        }
    }

    /** Null unless one of the missing events was refused. */
    @Nullable
    AnkurahException builtOnRefused(Submission submission, List<EventId> missing) {
        for (EventId parent : missing) {
            String code = refused.get(parent);
            if (code != null) {
                return new AnkurahException.Conflict(
                        "commit.built_on_refused",
                        submission.commit + " is built on the event " + parent + ", which was refused (" + code + ")");
            }
        }
        return null;
    }

    private void remove(Submission submission) {
        Slot slot = parked.remove(submission);
        Source source = submission.source;
        if (slot == null || source == null) {
            return;
        }
        source.commits--;
        source.bytes -= submission.commit.size();
        for (EventId parent : slot.missing) {
            Set<Submission> others = waiting.get(parent);
            if (others != null && others.remove(submission) && others.isEmpty()) {
                waiting.remove(parent);
            }
        }
    }
}
