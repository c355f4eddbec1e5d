package ankurah.core.internal.gate;

import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.storage.Position;
import java.util.List;

/** What became of a commit at the gate. */
public sealed interface Outcome {
    /** The code of a refusal that is no verdict: the node could not store it, or cannot store anything any more. */
    String STOPPED = "node.stopped";

    /**
     * It is stored and shown.
     *
     * @param position where it stands in the log; for a resend, where it stood already
     * @param fresh whether this submission put it there
     */
    record Accepted(Position position, boolean fresh) implements Outcome {}

    /** It waits for the parents of some of its events. */
    record Parked(List<EventId> missing) implements Outcome {}

    /** Nothing of it was kept. */
    record Refused(AnkurahException reason) implements Outcome {}
}
