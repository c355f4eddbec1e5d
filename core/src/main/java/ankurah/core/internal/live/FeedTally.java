package ankurah.core.internal.live;

import ankurah.core.Change;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Root;
import ankurah.event.EntityId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what a feed does. Guarded by the reactor's lock. */
final class FeedTally {
    private long steps;
    private long looked;
    private long told;
    private long reads = 1;
    private long number;
    private Reason reason = Reason.OPENED;
    /** The first entity that led to the last step, and how many more did. */
    private @Nullable EntityId first;

    private int more;

    private enum Reason {
        OPENED("it was opened"),
        ROW("a row of the collection has changed"),
        TARGET("an entity that rows refer to has changed"),
        SIGHT("what may be seen has changed"),
        LOST("it could not be told what the commit does to it, or the store was away");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    void opened(Root root) {
        number = root.position().number();
    }

    void stepped(Concern concern, int changes, Root root) {
        steps++;
        looked += concern.rows.size() + concern.targets.size();
        told += changes;
        number = root.position().number();
        reason = concern.rows.isEmpty() ? Reason.TARGET : Reason.ROW;
        List<Changed> led = concern.rows.isEmpty() ? concern.targets : concern.rows;
        first = led.isEmpty() ? null : led.getFirst().after().id();
        more = led.size() - 1;
    }

    void read(Change.Kind entered, int changes, Root root) {
        reads++;
        told += changes;
        number = root.position().number();
        reason = entered == Change.Kind.INITIAL ? Reason.SIGHT : Reason.LOST;
        first = null;
    }

    FeedReport report(Selection selection, int windows, int shown, int held) {
        return new FeedReport(
                selection.collection,
                selection.query.toString(),
                selection.renewable,
                windows,
                shown,
                held,
                steps,
                looked,
                told,
                reads,
                number,
                reason());
    }

    private String reason() {
        EntityId id = first;
        if (id == null) {
            return reason.text;
        }
        return reason.text + ": " + id + (more > 0 ? " and " + more + " more" : "");
    }
}
