package ankurah.core.internal.gate;

import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.run.Observation;
import ankurah.core.observe.Observed;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the gate tells whoever observes the node. */
final class Telling {
    private Telling() {}

    static void settled(Observation observation, Submission submission, Outcome outcome) {
        if (!observation.isOn()) {
            return;
        }
        // Who came to look after it was taken does not know when that was.
        long nanos = submission.since == 0 ? 0 : observation.nanos() - submission.since;
        switch (outcome) {
            case Outcome.Accepted accepted ->
                observation.tell(new Observed.Committed(
                        submission.commit,
                        submission.connection(),
                        accepted.position().number(),
                        accepted.fresh(),
                        nanos));
            case Outcome.Refused refused ->
                observation.tell(new Observed.Refused(
                        submission.commit,
                        submission.connection(),
                        refused.reason().code(),
                        nanos));
            case Outcome.Parked parked -> {
                // It will be told what becomes of it.
            }
        }
    }

    /** The events of a commit whose authors had not seen all that there was. */
    static void merged(Observation observation, Staged commit) {
        if (!observation.isOn()) {
            return;
        }
        Map<EntityId, Changed> open = new HashMap<>();
        for (Changed change : commit.changes()) {
            if (change.before() != null) {
                open.put(change.after().id(), change);
            }
        }
        for (Event event : commit.events()) {
            // Later events of the commit build on the first.
            Changed change = open.remove(event.entity());
            if (change != null
                    && change.before() != null
                    && !change.before().head().equals(event.header().parents())) {
                observation.tell(new Observed.Merged(
                        event.header().collection(),
                        event.entity(),
                        event.id(),
                        change.after().head().size()));
            }
        }
    }

    static void stopped(Observation observation, @Nullable AnkurahException why) {
        if (why != null) {
            observation.tell(new Observed.Stopped(why.code(), String.valueOf(why.getMessage())));
        }
    }
}
