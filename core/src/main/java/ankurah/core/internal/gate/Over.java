package ankurah.core.internal.gate;

import ankurah.core.internal.entity.Overlay;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.storage.Position;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commits of this node that are stored and shown, and not in the newest root's snapshot. Guarded by the gate's leadership.
 */
final class Over {
    private final ArrayDeque<Staged> commits = new ArrayDeque<>();
    private final Map<Hash256, Position> places = new HashMap<>();

    /** @param commit the next one */
    void lay(Staged commit) {
        commits.add(commit);
        places.put(commit.submission().commit.id(), commit.position());
    }

    boolean isEmpty() {
        return commits.isEmpty();
    }

    int size() {
        return commits.size();
    }

    /** Where a commit stands; null if it is none of these. */
    @Nullable
    Position place(Hash256 commit) {
        return places.get(commit);
    }

    /** Whether one of these commits stands at exactly this position. */
    boolean has(Position at) {
        return commits.stream().anyMatch(commit -> commit.position().equals(at));
    }

    /** The number of the commit that brought an event; 0 if none of these did. */
    long numberOf(EventId event) {
        for (Staged commit : commits) {
            if (commit.brought(event)) {
                return commit.position().number();
            }
        }
        return 0;
    }

    /** A snapshot has them up to a number. */
    void liftTo(long number) {
        for (Staged first = commits.peek();
                first != null && first.position().number() <= number;
                first = commits.peek()) {
            commits.remove();
            places.remove(first.submission().commit.id());
        }
    }

    void clear() {
        commits.clear();
        places.clear();
    }

    /** What they lay over the snapshot. */
    Overlay overlay() {
        Overlay overlay = Overlay.EMPTY;
        for (Staged commit : commits) {
            overlay = commit.over(overlay);
        }
        return overlay;
    }
}
