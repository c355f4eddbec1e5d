package ankurah.core.internal.gate;

import ankurah.core.Scheduler;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.StoreAway;
import ankurah.core.internal.live.Reactor;
import ankurah.event.AnkurahException;
import ankurah.storage.StorageEngine;
import ankurah.storage.WriteGroup;
import ankurah.storage.WriteTurn;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of a group into a store that others write to: judged on all there is, and written before anybody else writes.
 * Guarded by the gate's leadership.
 *
 * <p><b>At once.</b> While nobody else writes, a group is judged on what this node knows, and written on the condition that
 * the store is still there. So it takes one way to the store and back. If it is elsewhere, nothing of the judgement is kept.
 *
 * <p><b>In a turn.</b> Then, and for some groups more, the store is held first, what others have written is taken in, and the
 * group is judged on that. Nobody can come between, so this always gets on, however much the others write.
 *
 * <p><b>The store goes away.</b> That is no reason to stop: what was to be stored is told that it may be tried again, or that
 * nobody knows yet, and the next look at the log will tell.
 *
 * <p><b>Afterwards</b> the group is shown over the snapshot of before and answered; a newer snapshot is taken beside all
 * that ({@link OthersWatch}).
 */
final class InTurns {
    private static final System.Logger LOG = System.getLogger("ankurah.core");

    /** So many groups take a turn when the store was elsewhere once, for others seem to write. */
    private static final int CAREFUL_GROUPS = 16;

    /** More is not laid over a snapshot, if whoever takes new ones does not get to it. */
    private static final int MOST_OVER = 1_024;

    /** For how long those are waited for who wrote with the last group, and are about to come again. */
    private static final int GATHER_MILLIS = 1;

    private final Gate gate;
    private final StorageEngine storage;
    private final Scheduler scheduler;
    private final Reactor reactor;
    private final Parking parking;
    private final SubmissionQueue queue;
    private final GateLimits limits;
    private final SharedLog log;
    private final Scheduler.Condition gathered = this::isGathered;

    private int careful;
    private volatile int expected;

    InTurns(
            Gate gate,
            StorageEngine storage,
            Scheduler scheduler,
            Reactor reactor,
            Parking parking,
            SubmissionQueue queue,
            GateLimits limits,
            SharedLog log) {
        this.gate = gate;
        this.storage = storage;
        this.scheduler = scheduler;
        this.reactor = reactor;
        this.parking = parking;
        this.queue = queue;
        this.limits = limits;
        this.log = log;
    }

    /** How far some commits have come. */
    private static final class Attempt {
        List<Submission> all;

        @Nullable
        Group group;

        boolean storing;
        boolean stored;

        /** What was sent to be stored at once, and may have been. */
        final Set<Submission> doubtful = new HashSet<>();

        Attempt(List<Submission> all) {
            this.all = all;
        }

        boolean isUnknown(Submission submission) {
            Group last = group;
            return doubtful.contains(submission) || storing && last != null && last.isStaged(submission);
        }
    }

    /**
     * Waits a moment for as many commits as came last time: their writers have just been answered. A group of all of them
     * costs the store little more than one of the first.
     */
    void gather() {
        if (isGathered()) {
            return;
        }
        try {
            boolean unused = scheduler.await(gathered, scheduler.deadlineIn(GATHER_MILLIS));
        } catch (AnkurahException interrupted) {
            // The group goes on without those who have not come; whoever leads it is told by its next wait.
            LOG.log(Level.DEBUG, "interrupted while a group came together", interrupted);
        }
    }

    private boolean isGathered() {
        return queue.size() >= expected;
    }

    /** A commit has come. */
    void queued() {
        scheduler.signal(gathered);
    }

    /** Commits that were parked until others wrote what they are built on. */
    void judgeReleased() {
        while (log.hasReleased()) {
            run(List.of());
        }
    }

    void run(List<Submission> taken) {
        List<Submission> all = new ArrayList<>(log.takeReleased());
        all.addAll(taken);
        Attempt attempt = new Attempt(all);
        try {
            if (!storeAtOnce(attempt)) {
                storeInTurn(attempt);
            }
        } catch (RuntimeException | Error e) {
            if (!StoreAway.is(e)) {
                gate.stop(e, attempt.group, attempt.all);
                return;
            }
            if (!attempt.stored) {
                giveBack(attempt, (AnkurahException) e);
                log.doubt();
                return;
            }
        }
        Group group = Objects.requireNonNull(attempt.group);
        try {
            show(group.staged());
        } catch (RuntimeException | Error e) {
            gate.stop(e, group, attempt.all);
            return;
        }
        gate.settle(group);
        expected = Math.min(limits.groupCommits(), taken.size() + queue.size());
    }

    /** False if a turn is needed, in which case nothing is kept of how they were judged here. */
    private boolean storeAtOnce(Attempt attempt) {
        if (careful > 0) {
            careful--;
            return false;
        }
        if (log.isUnsure()) {
            return false;
        }
        Group group = judge(attempt);
        WriteGroup writes = gate.writes(group);
        if (writes != null) {
            try {
                if (storage.commitAt(reactor.newest().position(), writes)) {
                    attempt.stored = true;
                    return true;
                }
            } catch (AnkurahException e) {
                if (!StoreAway.isUnreachable(e)) {
                    throw e;
                }
                group.staged().forEach(staged -> attempt.doubtful.add(staged.submission()));
            }
            careful = CAREFUL_GROUPS;
            log.doubt();
        }
        takeBack(attempt, group);
        return false;
    }

    private Group judge(Attempt attempt) {
        Group group = gate.group(log.over());
        attempt.group = group;
        attempt.all.forEach(group::add);
        return group;
    }

    /** Makes what was judged ready to be judged anew, in the same order. */
    private void takeBack(Attempt attempt, Group group) {
        attempt.all = new ArrayList<>(group.outcomes().keySet());
        attempt.all.forEach(parking::withdraw);
        attempt.group = null;
    }

    private void storeInTurn(Attempt attempt) {
        try (WriteTurn its = storage.turn()) {
            log.reach(its.position());
            attempt.all.addAll(0, log.takeReleased());
            Group group = judge(attempt);
            WriteGroup writes = gate.writes(group);
            if (writes != null) {
                attempt.storing = true;
                its.commit(writes);
            }
            attempt.stored = true;
        }
    }

    /** Nothing is kept of what was judged. */
    private void giveBack(Attempt attempt, AnkurahException away) {
        Group group = attempt.group;
        if (group != null) {
            for (Submission submission : group.outcomes().keySet()) {
                parking.withdraw(submission);
                gate.settle(submission, refused(attempt, submission, away));
            }
        }
        attempt.all.forEach(submission -> gate.settle(submission, refused(attempt, submission, away)));
    }

    private static Outcome refused(Attempt attempt, Submission submission, AnkurahException away) {
        return new Outcome.Refused(attempt.isUnknown(submission) ? unknown(submission, away) : away);
    }

    private static AnkurahException unknown(Submission submission, AnkurahException away) {
        return new AnkurahException.Unavailable(
                Gate.OUTCOME_UNKNOWN,
                submission.commit + " was being stored when the store went away (" + away.getMessage()
                        + "); sending it again changes nothing twice",
                away);
    }

    /** All over the snapshot that the group began with, for a newer one may be ahead of them. */
    private void show(List<Staged> staged) {
        for (Staged commit : staged) {
            gate.note(commit);
            Root next = reactor.newest().next(commit.position(), commit.overlay(), commit.catalog());
            log.lay(commit);
            reactor.publish(next, commit.submission().commit, commit.changes());
        }
        if (log.over().size() >= MOST_OVER) {
            catchUp();
        }
    }

    private void catchUp() {
        try {
            log.catchUp();
        } catch (AnkurahException e) {
            if (!StoreAway.is(e)) {
                throw e;
            }
            LOG.log(Level.WARNING, "a group of commits is stored, and then the store went away", e);
        }
    }
}
