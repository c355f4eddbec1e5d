package ankurah.simulation.internal.check;

import ankurah.core.Rejection;
import ankurah.core.internal.gate.Ticket;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.simulation.Scenario;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every commit that anybody made, and what became of it. */
public final class Ledger {
    private static final String TIME_IN_FUTURE = "event.time_in_future";

    private final Scenario scenario;
    private final Map<Hash256, Written> all = new LinkedHashMap<>();
    /** By author, as long as that remembers anything: its commits that the log, as it knows it, may lack. */
    private final Map<String, List<Written>> pending = new LinkedHashMap<>();
    /** By author, as long as that remembers anything: all its commits. */
    private final Map<String, List<Written>> made = new HashMap<>();
    /** Those that may still show what was lost with a disk that was put back. */
    private final Set<String> unsettled = new HashSet<>();
    /** Those that may hold, of what nothing covers, what was lost. */
    private final Set<String> mixed = new HashSet<>();

    private boolean restored;
    private boolean overtaking;

    public Ledger(Scenario scenario) {
        this.scenario = scenario;
    }

    private static String author(String by, int memory) {
        return by + "." + memory;
    }

    /** The server's disk was put back: what was acknowledged behind its end is gone, and with it much else. */
    public void restored(List<String> clients) {
        restored = true;
        unsettled.addAll(clients);
        mixed.addAll(clients);
    }

    /**
     * From here on a commit that one connection was about to bring may be overtaken by itself, brought by the next, while the server's
     * clock is put back; then one of them is refused and the other taken.
     */
    public void noteOvertaking() {
        overtaking = true;
    }

    public boolean wasRestored() {
        return restored;
    }

    /** What the process had sent whose disk was put back may still be under way, and lead a client off the log again. */
    public void noteShown(String by, Position shown, History history) {
        if (restored && !history.isLog(shown)) {
            unsettled.add(by);
        }
    }

    /** Whether a client may show what was lost with a disk that was put back. */
    public boolean isUnsettled(String by) {
        return unsettled.contains(by);
    }

    boolean isMixed(String by) {
        return mixed.contains(by);
    }

    /**
     * A client is on the log as it is now, and nothing waits in its outbox: what was lost it does not show any more, and not again
     * before its position has come to where it now stands. What it has just taken out of its outbox, for the log has it or it
     * was refused, it may show on top for a moment yet.
     *
     * @param position the client's
     */
    public void settle(String by, int memory, long position, long nowMillis, History history) {
        unsettled.remove(by);
        pendingOf(by, memory)
                .removeIf(written -> written.isCertain(nowMillis)
                        && (isLost(written, history)
                                || history.number(written.commit().id()) <= position));
    }

    /**
     * Whether a commit of an author stands in the log behind its position; one that was lost with a disk that was put back, and sent
     * again, it does not show before it comes there.
     */
    public boolean isAhead(String by, int memory, long position, History history) {
        for (Written written : pendingOf(by, memory)) {
            if (history.number(written.commit().id()) > position) {
                return true;
            }
        }
        return false;
    }

    Written begin(Commit commit, String by, int memory) {
        Written written = new Written(commit, by, memory);
        if (all.putIfAbsent(commit.id(), written) != null) {
            throw new Broken("the commit " + commit + " was made twice");
        }
        pending.computeIfAbsent(author(by, memory), name -> new ArrayList<>()).add(written);
        made.computeIfAbsent(author(by, memory), name -> new ArrayList<>()).add(written);
        return written;
    }

    /** What an author has written to an entity, and was not told to be refused; it knows what the entity was then. */
    List<Written> writtenTo(EntityId id, String by, int memory) {
        List<Written> its = new ArrayList<>();
        for (Written written : made.getOrDefault(author(by, memory), List.of())) {
            if (written.isTaken() && written.rejections == 0 && written.touches(id)) {
                its.add(written);
            }
        }
        return its;
    }

    void taken(Written written, Ticket ticket) {
        written.ticket = ticket;
    }

    /** It was not taken; unless its author's store failed, for then nobody knows before the store is opened again. */
    void failed(Written written, AnkurahException why) {
        if (why.code().startsWith("storage.")) {
            return;
        }
        written.failed = why;
        pendingOf(written.by, written.memory).remove(written);
        made.getOrDefault(author(written.by, written.memory), new ArrayList<>()).remove(written);
    }

    /** Commits that their author's node may show although the server's log, as it knows it, lacks them. */
    List<Written> pendingOf(String by, int memory) {
        return pending.getOrDefault(author(by, memory), new ArrayList<>());
    }

    private @Nullable Written find(Hash256 id) {
        Written made = all.get(id);
        if (made != null && made.commit().id().equals(id)) {
            return made;
        }
        // It was made anew.
        for (Written written : all.values()) {
            if (written.commit().id().equals(id)) {
                return written;
            }
        }
        return null;
    }

    /**
     * A client hears that a commit was taken back.
     *
     * @param process which of the author's processes hears it; one that ends at that moment may not have noted that it did
     */
    public void rejected(String by, int memory, int process, Rejection rejection, History history) {
        Written written = find(rejection.commit().id());
        if (written == null) {
            throw new Broken(by + " hears of a refusal of " + rejection.commit() + ", which nobody made");
        }
        if (!written.by.equals(by) || written.memory != memory) {
            throw new Broken(by + "." + memory + " hears of a refusal of " + written);
        }
        if (++written.rejections > 1 && written.toldProcess == process) {
            throw new Broken("the refusal of " + written + " was reported twice");
        }
        written.toldProcess = process;
        written.reason = rejection.reason();
        pendingOf(by, memory).remove(written);
        boolean isLogged = history.number(written.commit().id()) > 0 && !isLost(written, history);
        if (isLogged && !(overtaking && rejection.reason().code().equals(TIME_IN_FUTURE))) {
            throw new Broken(written + " was refused, and stands in the log: "
                    + rejection.reason().code());
        }
        requireExpected(written, rejection.reason(), history);
    }

    /** Acknowledged by a log that was put back. */
    private boolean isLost(Written written, History history) {
        Ticket ticket = written.ticket;
        Position at = ticket == null ? written.acknowledged : ticket.position().orElse(written.acknowledged);
        return restored && at != null && !history.isLog(at);
    }

    private void requireExpected(Written written, AnkurahException reason, History history) {
        boolean expected = scenario.expects(reason)
                || reason.code().equals("commit.built_on_refused")
                || reason.code().equals(TIME_IN_FUTURE)
                || restored && reason.code().equals("event.parents_missing");
        if (!expected) {
            throw new Broken(
                    written + " was refused: " + reason.code() + " " + reason.getMessage() + builtOn(written, history));
        }
    }

    private String builtOn(Written written, History history) {
        StringBuilder text = new StringBuilder();
        for (Event event : written.commit().events()) {
            for (EventId parent : event.header().parents()) {
                for (Written other : all.values()) {
                    if (other.commit().manifest().contains(parent)) {
                        text.append("; it is built on ").append(other.describe());
                        text.append(", logged at ")
                                .append(history.number(other.commit().id()));
                    }
                }
            }
        }
        return text.toString();
    }

    /** Takes note of what has been acknowledged; that must stand in the log, there, and stay. */
    public void noteAcknowledged(History history) {
        pending.values()
                .forEach(list -> list.forEach(written -> {
                    Ticket ticket = written.ticket;
                    if (ticket != null && ticket.position().isPresent()) {
                        written.acknowledged = ticket.position().get();
                        requireLogged(written, history);
                    }
                }));
    }

    private void requireLogged(Written written, History history) {
        Position at = written.acknowledged;
        if (at == null || restored && !history.isLog(at)) {
            return;
        }
        long number = history.number(written.commit().id());
        if (number != at.number()) {
            throw new Broken(written + " was acknowledged at " + at + " and stands at " + number + " in the log");
        }
    }

    /** What is acknowledged, and what a client's position has reached, is pending no more. */
    public void forgetReached(String by, int memory, long position, History history) {
        pendingOf(by, memory).removeIf(written -> {
            long number = history.number(written.commit().id());
            return written.acknowledged != null && number > 0 && number <= position;
        });
    }

    // The ends and beginnings of processes.

    /** A process has ended that kept nothing. */
    public void forgetAuthor(String by, int memory) {
        pending.remove(author(by, memory));
        made.remove(author(by, memory));
        mixed.remove(by);
    }

    /**
     * A process begins over what an earlier one has stored. What that one acknowledged must be there, unless it is in the log
     * already or was refused; of what it was about to store, all or nothing.
     *
     * @param stored the commits in the store
     * @param anyRefused whether the store remembers refusals that nobody has been told of
     */
    public void requireStored(String by, int memory, Set<Hash256> stored, boolean anyRefused, History history) {
        for (Written written : List.copyOf(pendingOf(by, memory))) {
            boolean isThere = stored.contains(written.commit().id());
            boolean isLogged = history.number(written.commit().id()) > 0;
            if (written.isBegun()) {
                if (!isThere && isLogged) {
                    throw new Broken(written + " was sent before it was stored");
                }
            } else if (!isThere && !isLogged && !anyRefused && !isLost(written, history)) {
                throw new Broken(written + " was acknowledged, and is not in the store of its author");
            }
        }
    }

    /** Takes over from the process before: what is pending now, and what was never begun. */
    public void resumed(String by, int memory, Collection<Ticket> tickets, History history) {
        Map<Hash256, Ticket> found = new HashMap<>();
        tickets.forEach(ticket -> found.put(ticket.commitId(), ticket));
        for (Written written : List.copyOf(pendingOf(by, memory))) {
            Hash256 id = written.commit().id();
            Ticket ticket = found.get(id);
            if (ticket != null) {
                written.ticket = ticket;
            } else {
                // Done, refused, never begun, or lost with the server's disk: it is in no outbox, so nothing of it is
                // on top.
                pendingOf(by, memory).remove(written);
                if (history.number(id) > 0) {
                    written.acknowledged = history.position(history.number(id));
                } else if (written.isBegun()) {
                    made.getOrDefault(author(by, memory), new ArrayList<>()).remove(written);
                }
            }
        }
    }

    /** What has neither come to stand in the log nor been refused, with that told; null when all is quiet. */
    public @Nullable String unsettled(String by, int memory, History history) {
        for (Written written : made.getOrDefault(author(by, memory), List.of())) {
            long number = history.number(written.commit().id());
            if (written.isTaken() && number == 0 && written.rejections == 0 && !isLost(written, history)) {
                return written.describe() + ", is neither in the log nor refused";
            }
        }
        return null;
    }

    /** All that was ever acknowledged is in the log. */
    public void requireDurable(History history) {
        all.values().forEach(written -> requireLogged(written, history));
    }
}
