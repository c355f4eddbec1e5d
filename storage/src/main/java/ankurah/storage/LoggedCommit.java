package ankurah.storage;

import ankurah.event.Commit;
import ankurah.event.Event;
import ankurah.event.Hash256;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the log.
 *
 * @param number its place, from 1, without gaps
 * @param commitId the hash of the commit's manifest
 * @param author the principal that wrote the commit, empty for nobody in particular
 * @param events the commit's events, sorted by id
 * @param hash the running hash with this commit, see {@link Position}
 */
public record LoggedCommit(long number, Hash256 commitId, String author, List<LoggedEvent> events, Hash256 hash) {
    public LoggedCommit {
        events = List.copyOf(events);
    }

    /** The entry of a commit that is logged at this position, which is the one after the commit before it. */
    public static LoggedCommit of(Commit commit, Position at) {
        List<LoggedEvent> events = new ArrayList<>(commit.events().size());
        for (Event event : commit.events()) {
            events.add(new LoggedEvent(event.header().collection(), event.entity(), event.id()));
        }
        return new LoggedCommit(at.number(), commit.id(), commit.author(), events, at.hash());
    }

    /** The position in {@code log} right behind this entry. */
    public Position position(LogId log) {
        return new Position(log, number, hash);
    }
}
