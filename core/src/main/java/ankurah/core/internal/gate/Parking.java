package ankurah.core.internal.gate;

import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.event.EventId;
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

    /** An event has come in some other way: takes out the commits that wait for it, and forgets that it was refused. */
    List<Submission> arrived(EventId event) {
        refused.remove(event);
        return release(event);
    }

    /** Forgets that a commit was judged, because nothing came of it. */
    void withdraw(Submission submission) {
        remove(submission);
        accept(submission);
    }

    /** Takes out the commits that have waited too long, each with what it is still missing. */
    Map<Submission, Outcome> expired(long nowMillis) {
        return drop((source, slot) -> nowMillis - slot.sinceMillis > source.maxAgeMillis);
    }

    /** Takes out the commits of a source, each with what it is still missing. */
    Map<Submission, Outcome> of(Source gone) {
        return drop((source, slot) -> source == gone);
    }

    /** Which of the parked commits are meant. */
    private interface Choice {
        boolean takes(Source source, Slot slot);
    }

    private Map<Submission, Outcome> drop(Choice choice) {
        Map<Submission, Outcome> dropped = new LinkedHashMap<>();
        parked.forEach((submission, slot) -> {
            Source source = submission.source;
            if (source != null && choice.takes(source, slot)) {
                dropped.put(submission, new Outcome.Refused(parentsMissing(submission, slot.missing)));
            }
        });
        dropped.keySet().forEach(this::remove);
        return dropped;
    }

    private static AnkurahException parentsMissing(Submission submission, List<EventId> missing) {
        StringBuilder ids = new StringBuilder();
        missing.stream().limit(MOST_NAMED).forEach(id -> ids.append(' ').append(id));
        return new AnkurahException.Conflict(
                "event.parents_missing",
                submission.commit + " is built on " + missing.size() + " events that are not here; send them first:"
                        + ids + (missing.size() > MOST_NAMED ? " ..." : ""));
    }

    /** Remembers the events of a refused commit, and why it was, unless somebody else's commit was sent. */
    void refuse(Submission submission, AnkurahException reason) {
        if (!submission.commit.author().equals(submission.principal.id())) {
            return;
        }
        for (Event event : submission.commit.events()) {
            refused.put(event.id(), reason.code());
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
