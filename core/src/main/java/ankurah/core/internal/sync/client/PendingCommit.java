package ankurah.core.internal.sync.client;

import ankurah.core.Scheduler;
import ankurah.core.Stage;
import ankurah.core.internal.gate.Ticket;
import ankurah.core.type.Erasure;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A commit of this node, from when it is shown until the shared position has reached it. Once the server has accepted it,
 * it can no longer be refused; it stays laid over the confirmed state until that contains it.
 */
final class PendingCommit implements Ticket {
    /** Its place in the order of this node's commits. */
    final long number;

    /** Another one after it was made anew. */
    volatile Commit commit;

    private volatile boolean reminted;
    /** A server may know of it. */
    boolean maybeSent;
    /** How often a server has said that it dates from the future. */
    int timesAhead;

    private final Scheduler scheduler;
    private final Link link;
    /** How often the connection had broken when this was made. */
    private final int breaksBefore;

    private final Map<EntityId, List<Event>> byEntity = new LinkedHashMap<>();
    private final Scheduler.Condition settled = this::isSettled;
    /** Its place in the server's log; beyond every position while unknown. */
    private long place = Long.MAX_VALUE;

    private volatile @Nullable Position accepted;
    private volatile boolean reached;
    private volatile @Nullable AnkurahException failure;

    PendingCommit(long number, Commit commit, Scheduler scheduler, Link link) {
        this.number = number;
        this.commit = commit;
        this.scheduler = scheduler;
        this.link = link;
        this.breaksBefore = link.breaks();
        sort();
    }

    private void sort() {
        byEntity.clear();
        for (Event event : commit.events()) {
            byEntity.computeIfAbsent(event.entity(), id -> new ArrayList<>(1)).add(event);
        }
    }

    void remint(Commit anew) {
        commit = anew;
        reminted = true;
        sort();
    }

    Set<EntityId> entities() {
        return byEntity.keySet();
    }

    /** Parents first. */
    List<Event> eventsOf(EntityId entity) {
        return byEntity.getOrDefault(entity, List.of());
    }

    void accept(Position position) {
        place = position.number();
        accepted = position;
        scheduler.signal(settled);
    }

    /** All of it is shown as the server has it. */
    void reach() {
        reached = true;
        scheduler.signal(settled);
    }

    void fail(AnkurahException reason) {
        failure = reason;
        scheduler.signal(settled);
    }

    boolean isAccepted() {
        return accepted != null;
    }

    long place() {
        return place;
    }

    void place(long at) {
        place = at;
    }

    /** Who waits has been answered; but another server may not have it, or this one after it was restored. */
    void unplace() {
        place = Long.MAX_VALUE;
    }

    boolean isBuiltOn(Set<EventId> events) {
        for (Event event : commit.events()) {
            for (EventId parent : event.header().parents()) {
                if (events.contains(parent)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public @Nullable Commit reminted() {
        return reminted ? commit : null;
    }

    @Override
    public Hash256 commitId() {
        return commit.id();
    }

    @Override
    public Optional<Position> position() {
        return Optional.ofNullable(accepted);
    }

    @Override
    public void await(Stage stage, long deadlineMillis) {
        if (stage == Stage.LOCAL && failure == null) {
            return;
        }
        boolean done = scheduler.await(settled, deadlineMillis);
        AnkurahException why = failure;
        if (why != null) {
            throw AnkurahException.of(why.category(), why.code(), String.valueOf(why.getMessage()), why);
        }
        if (!done) {
            throw new AnkurahException.Unavailable(
                    "wait.timeout",
                    "the server has not answered " + commit
                            + " in time; it stays in the outbox and may still be accepted" + trouble());
        }
    }

    private String trouble() {
        AnkurahException last = link.lastBreak();
        return last == null || link.breaks() == breaksBefore
                ? ""
                : ". The connection was lost meanwhile: " + last.getMessage();
    }

    /** What was erased may be known to the server alone, so whoever waits for that waits until it is gone from here too. */
    private boolean isSettled() {
        return failure != null || accepted != null && (reached || !erases());
    }

    private boolean erases() {
        for (Event event : commit.events()) {
            if (Erasure.isIn(event)) {
                return true;
            }
        }
        return false;
    }
}
