package ankurah.core.internal.live;

import ankurah.core.Change;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Root;

/** Counts what a feed does. Guarded by the reactor's lock. */
final class FeedTally {
    private long steps;
    private long looked;
    private long told;
    private long reads = 1;
    private long number;
    private String reason = "it was opened";

    void opened(Root root) {
        number = root.position().number();
    }

    void stepped(Concern concern, int changes, Root root) {
        steps++;
        looked += concern.rows.size() + concern.targets.size();
        told += changes;
        number = root.position().number();
        reason = concern.rows.isEmpty()
                ? "an entity that rows refer to has changed: " + first(concern.targets)
                : "a row of the collection has changed: " + first(concern.rows);
    }

    private static String first(java.util.List<Changed> changes) {
        String id = changes.getFirst().after().id().toString();
        return changes.size() == 1 ? id : id + " and " + (changes.size() - 1) + " more";
    }

    void read(Change.Kind entered, int changes, Root root) {
        reads++;
        told += changes;
        number = root.position().number();
        reason = entered == Change.Kind.INITIAL
                ? "what may be seen has changed"
                : "it could not be told what the commit does to it, or the store was away";
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
                reason);
    }
}
