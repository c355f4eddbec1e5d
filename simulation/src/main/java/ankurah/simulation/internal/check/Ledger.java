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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Every commit that anybody made, and what became of it. */
public final class Ledger {
    /** How long a listener may take to hear of a commit that was taken back. */
    private static final long TELLING_MICROS = 100_000;

    private final Scenario scenario;
    private final LongSupplier nowMicros;
    private final Map<Hash256, Written> all = new LinkedHashMap<>();
    private final Map<String, List<Written>> pending = new LinkedHashMap<>();
    private final Map<String, Set<EntityId>> wrote = new HashMap<>();
    /** Commits that were acknowledged and then lost with a disk that was put back. */
    private boolean restored;

    public Ledger(Scenario scenario, LongSupplier nowMicros) {
        this.scenario = scenario;
        this.nowMicros = nowMicros;
    }

    /** The server's disk was put back: what was acknowledged behind {@code number} is gone, and with it much else. */
    public void restored(long number) {
        restored = true;
        all.values().removeIf(written -> written.acknowledged > number);
    }

    public boolean wasRestored() {
        return restored;
    }

    Written begin(Commit commit, String by, int life) {
        Written written = new Written(commit, by, life, nowMicros.getAsLong());
        if (all.putIfAbsent(commit.id(), written) != null) {
            throw new Broken("the commit " + commit + " was made twice");
        }
        pending.computeIfAbsent(by + "." + life, name -> new ArrayList<>()).add(written);
        Set<EntityId> ids = wrote.computeIfAbsent(by + "." + life, name -> new HashSet<>());
        commit.events().forEach(event -> ids.add(event.entity()));
        return written;
    }

    /** Whether somebody has written to an entity, and so knows what it was then. */
    boolean hasWritten(String by, int life, EntityId id) {
        return wrote.getOrDefault(by + "." + life, Set.of()).contains(id)
                || pendingOf(by, life).stream()
                        .flatMap(written -> written.commit().events().stream())
                        .anyMatch(event -> event.entity().equals(id));
    }

    void taken(Written written, Ticket ticket) {
        written.ticket = ticket;
    }

    void failed(Written written, AnkurahException why) {
        written.failed = why;
        pendingOf(written.by, written.life).remove(written);
    }

    /** Commits of one life that its node may show although the server's log, as it knows it, lacks them. */
    List<Written> pendingOf(String by, int life) {
        return pending.getOrDefault(by + "." + life, new ArrayList<>());
    }

    private @Nullable Written find(Hash256 id) {
        for (Written written : all.values()) {
            if (written.commit().id().equals(id)) {
                return written;
            }
        }
        return null;
    }

    /** A client hears that a commit was taken back. */
    public void rejected(String by, int life, Rejection rejection, History history) {
        Written written = find(rejection.commit().id());
        if (written == null) {
            if (restored) {
                return;
            }
            throw new Broken(by + " hears of a refusal of " + rejection.commit() + ", which nobody made");
        }
        if (!written.by.equals(by) || written.life != life) {
            throw new Broken(by + "." + life + " hears of a refusal of " + written);
        }
        if (++written.rejections > 1) {
            throw new Broken("the refusal of " + written + " was reported twice");
        }
        written.reason = rejection.reason();
        written.rejectedMicros = nowMicros.getAsLong();
        pendingOf(by, life).remove(written);
        if (history.number(written.commit().id()) > 0 && !restored) {
            throw new Broken(written + " was refused, and stands in the log: "
                    + rejection.reason().code());
        }
        requireExpected(written, rejection.reason());
    }

    private void requireExpected(Written written, AnkurahException reason) {
        boolean expected = scenario.expects(reason)
                || reason.code().equals("commit.built_on_refused")
                || reason.code().equals("event.time_in_future")
                || reason.code().equals("event.parents_missing") && (restored || isBuiltOnRefused(written));
        if (!expected) {
            throw new Broken(written + " was refused: " + reason.code() + " " + reason.getMessage() + builtOn(written));
        }
    }

    /** Made of what was just being taken back, so that the commit was not there yet to be taken back with the rest. */
    private boolean isBuiltOnRefused(Written written) {
        for (Event event : written.commit().events()) {
            for (EventId parent : event.header().parents()) {
                for (Written other : all.values()) {
                    if (other != written
                            && other.commit().manifest().contains(parent)
                            && (wasRefusedBefore(other, written) || isBuiltOnRefused(other))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean wasRefusedBefore(Written other, Written later) {
        return other.rejections > 0 && other.rejectedMicros - TELLING_MICROS <= later.begunMicros;
    }

    private String builtOn(Written written) {
        StringBuilder text = new StringBuilder();
        for (Event event : written.commit().events()) {
            for (EventId parent : event.header().parents()) {
                for (Written other : all.values()) {
                    if (other.commit().manifest().contains(parent)) {
                        text.append("; it is built on ").append(other.describe());
                    }
                }
            }
        }
        return text.toString();
    }

    /** Takes note of what has been acknowledged; that must stand in the log, there, and stay. */
    public void noteAcknowledged(History history) {
        pending.values()
                .forEach(list -> list.removeIf(written -> {
                    Ticket ticket = written.ticket;
                    if (ticket == null || ticket.position().isEmpty()) {
                        return false;
                    }
                    written.acknowledged = ticket.position().get().number();
                    requireLogged(written, history);
                    return false;
                }));
    }

    private void requireLogged(Written written, History history) {
        long number = history.number(written.commit().id());
        if (number != written.acknowledged && !restored) {
            throw new Broken(written + " was acknowledged at " + written.acknowledged + " and stands at " + number
                    + " in the log");
        }
    }

    /** What is acknowledged, and what a client's position has reached, is pending no more. */
    public void forgetReached(String by, int life, long position, History history) {
        pendingOf(by, life).removeIf(written -> {
            long number = history.number(written.commit().id());
            return written.acknowledged > 0 && number > 0 && number <= position;
        });
    }

    public void forgetLife(String by, int life) {
        pending.remove(by + "." + life);
    }

    /** When all is quiet: each commit stands in the log, or was refused and that was told once, or its author is gone. */
    public void requireSettled(String by, int life, History history) {
        for (Written written : all.values()) {
            if (!written.by.equals(by) || written.life != life || !written.isTaken()) {
                continue;
            }
            long number = history.number(written.commit().id());
            if (number == 0 && written.rejections == 0 && !restored) {
                throw new Broken(written + " is neither in the log nor refused");
            }
        }
    }

    /** All that was ever acknowledged is in the log. */
    public void requireDurable(History history) {
        for (Written written : all.values()) {
            if (written.acknowledged > 0) {
                requireLogged(written, history);
            }
        }
    }
}
