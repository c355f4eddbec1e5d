package ankurah.core.internal.gate;

import ankurah.core.Platform;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.Recent;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.StoreAway;
import ankurah.core.internal.live.Reactor;
import ankurah.core.internal.policy.NodePolicy;
import ankurah.core.internal.run.Mutex;
import ankurah.core.internal.run.Observation;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.HybridClock;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The one way into a durable node. Commits of local transactions and of peers take it alike, and each is judged once:
 *
 * <pre>
 * admit    structure, limits, system, author, time, names          any thread, side by side
 * queue    bounded; a full one refuses
 * judge    resends, parents, collection, policy before and after   one thread at a time, on the staged state of the
 *                                                                  commits before it in its group
 * store    all of the group in one batch, synced
 * publish  commit by commit: the root, the windows, the taps
 * settle   those who wait get their answer
 * </pre>
 *
 * <p><b>Leading.</b> There is no gate thread. Who submits and finds nobody leading leads: it judges, stores and publishes
 * its own commit together with what has queued up meanwhile, until its own is done, and then wakes the next one waiting.
 * So a lone writer pays for no hand-over, and many writers share one sync of the disk.
 *
 * <p><b>Invariants.</b>
 *
 * <ul>
 *   <li>Nothing is published, acknowledged or sent before its group is stored. A refusal too is told only then, for it may
 *       rest on a commit of the same group.
 *   <li>Judging only looks. A refused commit leaves nothing: its staged state is a persistent map that is dropped, and a
 *       commit built on it is refused in turn.
 *   <li>Only the leader publishes, so the newest root is the state all earlier commits led to, and the view a group starts
 *       from cannot move under it.
 *   <li>An event enters once. Who brings it again, in whatever commit, changes nothing and is told it is there.
 *   <li>Every event's parents are in before it, so folding never looks at the graph (see {@link
 *       ankurah.core.internal.entity.Fold}). Commits that come too early wait in {@link Parking}, within bounds.
 *   <li>When storing fails, what was written is unknown: the gate stops for good, and everybody is told {@code
 *       node.stopped}. The store is the judge of what happened when it is next opened.
 * </ul>
 */
final class Gate {
    private static final System.Logger LOG = System.getLogger("ankurah.core");
    static final String OUTCOME_UNKNOWN = "commit.outcome_unknown";

    private final StorageEngine storage;
    private final NodePolicy policy;
    private final Platform platform;
    private final Fold fold;
    private final GateLimits limits;
    private final Reactor reactor;
    private final Observation observation;
    private final Admission admission;
    private final ClockMark clockMark;
    private final Recent recent;
    private final Purger purger;
    private final Mutex leading;
    private final SubmissionQueue queue;
    private final Parking parking = new Parking();
    /** Null unless others write to the store too. */
    private final @Nullable SharedLog shared;

    private final @Nullable InTurns inTurns;

    private final Map<Coverage.StatusListener, Boolean> listeners = new ConcurrentHashMap<>();
    private volatile @Nullable AnkurahException stopped;

    Gate(
            StorageEngine storage,
            NodePolicy policy,
            Platform platform,
            Fold fold,
            GateLimits limits,
            Reactor reactor,
            HybridClock clock,
            ClockMark clockMark,
            Recent recent,
            Purger purger) {
        this.storage = storage;
        this.policy = policy;
        this.platform = platform;
        this.fold = fold;
        this.limits = limits;
        this.reactor = reactor;
        this.observation = reactor.observation();
        this.admission = new Admission(storage.identity().system(), fold.properties(), clock, limits.skewMillis());
        this.clockMark = clockMark;
        this.recent = recent;
        this.purger = purger;
        this.leading = new Mutex(platform.scheduler(), "the gate");
        this.queue = new SubmissionQueue(limits);
        this.shared =
                storage.isShared() ? new SharedLog(storage, platform, fold, reactor, recent, clockMark, parking) : null;
        this.inTurns = shared == null
                ? null
                : new InTurns(this, storage, platform.scheduler(), reactor, parking, queue, limits, shared);
    }

    private InTurns turns() {
        return Objects.requireNonNull(inTurns);
    }

    /** What others write to the store; null if nobody does. */
    @Nullable
    SharedLog shared() {
        return shared;
    }

    /**
     * Takes one commit; suspends until it is stored and shown, or parked.
     *
     * @param source where it may be parked for; null if it may not
     * @throws AnkurahException why it was refused
     */
    Outcome submit(Commit commit, Principal principal, @Nullable Source source) {
        Submission submission = enqueue(commit, principal, source);
        settle(submission);
        Outcome outcome = outcomeOf(submission);
        if (outcome instanceof Outcome.Refused refused) {
            throw refused.reason();
        }
        return outcome;
    }

    /** Takes any number of commits in any order; a bad one does not hinder the others. One outcome for each. */
    List<Outcome> submitAll(List<Commit> commits, Principal principal, Source source) {
        List<Submission> submissions = new ArrayList<>(commits.size());
        int settled = 0;
        for (Commit commit : commits) {
            submissions.add(enqueueOrRefuse(commit, principal, source));
            if (submissions.size() - settled == limits.groupCommits()) {
                settleAll(submissions.subList(settled, submissions.size()));
                settled = submissions.size();
            }
        }
        settleAll(submissions.subList(settled, submissions.size()));
        return submissions.stream().map(Gate::outcomeOf).toList();
    }

    private Submission enqueue(Commit commit, Principal principal, @Nullable Source source) {
        requireOpen();
        AnkurahException inadmissible = admission.refusal(commit, principal, source == null);
        if (inadmissible != null && source == null) {
            throw inadmissible;
        }
        Submission submission =
                new Submission(commit, principal, source, inadmissible, leading::isFree, observation.nanos());
        queue.add(submission);
        if (inTurns != null) {
            inTurns.queued();
        }
        return submission;
    }

    private Submission enqueueOrRefuse(Commit commit, Principal principal, Source source) {
        try {
            return enqueue(commit, principal, source);
        } catch (AnkurahException e) {
            Submission refused = new Submission(commit, principal, source, e, leading::isFree, observation.nanos());
            refused.settle(new Outcome.Refused(e));
            Telling.settled(observation, refused, new Outcome.Refused(e));
            return refused;
        }
    }

    private void settleAll(List<Submission> submissions) {
        for (Submission submission : submissions) {
            try {
                settle(submission);
            } catch (AnkurahException e) {
                submission.settle(new Outcome.Refused(e));
            }
        }
    }

    private static Outcome outcomeOf(Submission submission) {
        Outcome outcome = submission.outcome();
        if (outcome == null) {
            throw new IllegalStateException("a wait ended without an outcome");
        }
        return outcome;
    }

    /** How many commits wait for their turn. */
    int queued() {
        return queue.size();
    }

    /** Drops what is parked for a source that will send no more. */
    void forget(Source source) {
        leading.lock(platform.scheduler().deadlineIn(limits.waitMillis()));
        try {
            parking.of(source).forEach(this::settle);
        } finally {
            release();
        }
    }

    /** Has a coverage hear of the stop. */
    void listen(Coverage.StatusListener listener) {
        listeners.put(listener, true);
    }

    void forget(Coverage.StatusListener listener) {
        listeners.remove(listener);
    }

    /** Why nothing can be taken any more; null while the gate is open. */
    @Nullable
    AnkurahException stopped() {
        return stopped;
    }

    void requireOpen() {
        AnkurahException why = stopped;
        if (why != null) {
            String message = Objects.requireNonNullElse(why.getMessage(), why.code());
            throw AnkurahException.of(why.category(), why.code(), message, why);
        }
    }

    /**
     * Ends all waits; returns when no group is under way any more.
     *
     * @throws AnkurahException.Unavailable {@code wait.timeout} if one does not end
     */
    void close() {
        if (stopped == null) {
            stopped = new AnkurahException.Unavailable("node.closed", "the node is closed");
        }
        leading.lock(platform.scheduler().deadlineIn(limits.waitMillis()));
        try {
            refuseAll();
        } finally {
            release();
        }
    }

    /** Judges by another policy from the next group on. */
    void usePolicy(Policy next) {
        leading.lock(platform.scheduler().deadlineIn(limits.waitMillis()));
        try {
            policy.exchange(next);
        } finally {
            release();
        }
    }

    /** Shows the newest position over a snapshot taken now, between two groups. */
    void renew() {
        if (shared != null) {
            follow();
            return;
        }
        leading.lock(platform.scheduler().deadlineIn(limits.waitMillis()));
        try {
            if (stopped == null) {
                Root newest = reactor.newest();
                reactor.renew(
                        Root.over(storage.snapshot(), newest.position(), Overlay.EMPTY, newest.catalog(), recent));
            }
        } finally {
            release();
        }
    }

    /**
     * Comes to where a shared store is, between two groups, and shows it over a snapshot taken now.
     *
     * @throws AnkurahException.Unavailable {@code storage.unreachable}, {@code wait.timeout}
     */
    void follow() {
        SharedLog log = Objects.requireNonNull(shared);
        leading.lock(platform.scheduler().deadlineIn(limits.waitMillis()));
        try {
            if (stopped == null) {
                log.catchUp();
                turns().judgeReleased();
            }
        } catch (RuntimeException | Error e) {
            if (!StoreAway.is(e)) {
                stop(e);
            }
            throw e;
        } finally {
            release();
        }
    }

    /**
     * Shows the newest position over a snapshot taken beside the groups, if there are commits that the newest root's snapshot
     * lacks.
     *
     * @return false if that snapshot is of no use, so that the log has to be followed
     * @throws AnkurahException.Unavailable {@code storage.unreachable}, {@code wait.timeout}
     */
    boolean rebase() {
        SharedLog log = Objects.requireNonNull(shared);
        StorageSnapshot fresh = storage.snapshot();
        boolean taken = false;
        try {
            leading.lock(platform.scheduler().deadlineIn(limits.waitMillis()));
            try {
                taken = stopped == null && log.rebase(fresh);
            } finally {
                release();
            }
        } finally {
            if (!taken) {
                fresh.close();
            }
        }
        return taken;
    }

    /** Leads whenever nobody does, until the submission has its answer. */
    private void settle(Submission submission) {
        long deadline = platform.scheduler().deadlineIn(limits.waitMillis());
        while (submission.outcome() == null) {
            if (leading.tryLock()) {
                lead(submission);
            } else {
                await(submission, deadline);
            }
        }
    }

    private void await(Submission submission, long deadline) {
        if (leading.isMine()) {
            throw reentered(submission);
        }
        AnkurahException interrupted = null;
        try {
            if (platform.scheduler().await(submission, deadline)) {
                return;
            }
        } catch (AnkurahException e) {
            interrupted = e;
        }
        if (withdraw(submission)) {
            throw interrupted != null
                    ? interrupted
                    : new AnkurahException.Unavailable(
                            "wait.timeout",
                            submission.commit + " did not get its turn in time; nothing of it was kept");
        }
        if (submission.outcome() == null) {
            throw new AnkurahException.Unavailable(
                    OUTCOME_UNKNOWN,
                    submission.commit + " was being stored when the wait ended; sending it again changes nothing twice",
                    interrupted);
        }
    }

    private AnkurahException reentered(Submission submission) {
        boolean unused = withdraw(submission);
        return new AnkurahException.Fault(
                "wait.reentered", "a policy or an internal listener committed in the middle of a commit");
    }

    /** Takes a submission out of its turn; if it was woken to lead, the next one is. */
    private boolean withdraw(Submission submission) {
        boolean withdrawn = queue.remove(submission);
        if (withdrawn && leading.isFree()) {
            wakeNext();
        }
        return withdrawn;
    }

    private void lead(Submission own) {
        try {
            while (own.outcome() == null) {
                if (inTurns != null) {
                    inTurns.gather();
                }
                runGroup(queue.take());
            }
            if (inTurns != null && stopped == null) {
                inTurns.judgeReleased();
            }
        } finally {
            release();
        }
    }

    private void release() {
        leading.unlock();
        wakeNext();
    }

    private void wakeNext() {
        Submission next = queue.first();
        if (next != null) {
            platform.scheduler().signal(next);
        }
    }

    private void runGroup(List<Submission> taken) {
        if (stopped != null) {
            taken.forEach(submission -> settle(submission, refusedByStop()));
            return;
        }
        if (!parking.isEmpty()) {
            parking.expired(platform.scheduler().nowMillis()).forEach(this::settle);
        }
        if (inTurns != null) {
            inTurns.run(taken);
            return;
        }
        Group group = group();
        try {
            taken.forEach(group::add);
            store(group);
            publish(group.staged());
        } catch (RuntimeException | Error e) {
            stop(e, group, taken);
            return;
        }
        settle(group);
    }

    private Group group() {
        return group(null);
    }

    /** @param over what is shown and stored, but not in the newest root's snapshot; null if nothing may be */
    Group group(@Nullable Over over) {
        return new Group(
                reactor.newest(),
                over,
                policy.policy(),
                fold,
                platform.sha256(),
                parking,
                platform.scheduler().nowMillis(),
                clockMark.latestStored());
    }

    void settle(Group group) {
        group.outcomes().forEach(this::settle);
        if (group.staged().stream().anyMatch(commit -> !commit.erased().isEmpty())) {
            purger.start();
        }
    }

    void stop(Throwable cause, @Nullable Group group, List<Submission> taken) {
        stop(cause);
        if (group != null) {
            group.outcomes().keySet().forEach(submission -> settle(submission, refusedByStop()));
        }
        taken.forEach(submission -> settle(submission, refusedByStop()));
    }

    private void store(Group group) {
        WriteGroup writes = writes(group);
        if (writes != null) {
            storage.commit(writes);
        }
    }

    @Nullable
    WriteGroup writes(Group group) {
        if (group.staged().isEmpty()) {
            return null;
        }
        WriteGroup writes = group.writes();
        clockMark.save(group.latestTime(), writes);
        return writes;
    }

    /** All but the last commit of a group are shown over the snapshot that the group began with. */
    private void publish(List<Staged> staged) {
        for (int i = 0; i < staged.size(); i++) {
            Staged commit = staged.get(i);
            boolean last = i == staged.size() - 1;
            note(commit);
            Root next = last
                    ? Root.over(storage.snapshot(), commit.position(), Overlay.EMPTY, commit.catalog(), recent)
                    : reactor.newest().next(commit.position(), commit.overlay(), commit.catalog());
            reactor.publish(next, commit.submission().commit, commit.changes());
        }
    }

    void note(Staged commit) {
        Telling.merged(observation, commit);
        for (Changed change : commit.changes()) {
            recent.add(change.after(), commit.position().number());
            if (!commit.erased().isEmpty()) {
                recent.forgetEarlier(change.after().id());
            }
        }
    }

    void settle(Submission submission, Outcome outcome) {
        Outcome earlier = submission.outcome();
        if (earlier == null || earlier instanceof Outcome.Parked) {
            Telling.settled(observation, submission, outcome);
        }
        if (earlier == null) {
            submission.settle(outcome);
            platform.scheduler().signal(submission);
        } else if (earlier instanceof Outcome.Parked && !(outcome instanceof Outcome.Parked)) {
            submission.settle(outcome);
            tellSource(submission, outcome);
        }
    }

    private void tellSource(Submission submission, Outcome outcome) {
        Source source = submission.source;
        if (source == null) {
            return;
        }
        try {
            source.listener.onSettled(submission.commit, outcome);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, source + " failed to hear what became of a commit", e);
        }
    }

    private void stop(Throwable cause) {
        LOG.log(Level.ERROR, "a group of commits could not be stored; the node stops", cause);
        stopped = new AnkurahException.Fault(
                Outcome.STOPPED,
                "the node has stopped, because a group of commits could not be stored (" + cause.getMessage()
                        + "); they may or may not be there when the store is next opened",
                cause);
        Telling.stopped(observation, stopped);
        refuseAll();
        listeners.keySet().forEach(Coverage.StatusListener::onStatus);
    }

    private void refuseAll() {
        for (List<Submission> rest = queue.take(); !rest.isEmpty(); rest = queue.take()) {
            rest.forEach(submission -> settle(submission, refusedByStop()));
        }
    }

    private Outcome refusedByStop() {
        AnkurahException why = stopped;
        return new Outcome.Refused(
                why != null ? why : new AnkurahException.Unavailable("node.closed", "the node is closed"));
    }
}
