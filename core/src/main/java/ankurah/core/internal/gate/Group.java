package ankurah.core.internal.gate;

import ankurah.core.Policy;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.StoreAway;
import ankurah.core.internal.entity.View;
import ankurah.core.internal.schema.CatalogStore;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Sha256;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Position;
import ankurah.storage.WriteGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some commits that are judged one after the other, each on the staged state of those before it, and then stored together.
 * Nobody is told anything before they are.
 */
final class Group {
    private final Policy policy;
    private final Fold fold;
    private final Sha256 sha256;
    private final Parking parking;
    private final long nowMillis;
    private final long latestStored;
    private final Root start;
    private final @Nullable Over over;
    private View view;
    private final List<Staged> staged = new ArrayList<>();
    private final Places stagedIds;

    private final Map<Submission, Outcome> outcomes = new LinkedHashMap<>();
    private final ArrayDeque<Submission> open = new ArrayDeque<>();

    /**
     * @param start the newest root, which nobody else replaces meanwhile
     * @param over commits of earlier groups that the root's snapshot lacks; null where it lacks none
     * @param latestStored no event of an earlier group is dated later
     */
    Group(
            Root start,
            @Nullable Over over,
            Policy policy,
            Fold fold,
            Sha256 sha256,
            Parking parking,
            long nowMillis,
            long latestStored) {
        this.policy = policy;
        this.fold = fold;
        this.sha256 = sha256;
        this.parking = parking;
        this.nowMillis = nowMillis;
        this.latestStored = latestStored;
        this.start = start;
        this.over = over;
        this.stagedIds = new Places(over);
        this.view = start.view();
    }

    /** Judges a commit, and then the parked ones that waited for it. */
    void add(Submission submission) {
        open.add(submission);
        while (true) {
            Submission next = open.poll();
            if (next == null) {
                return;
            }
            Outcome outcome = judge(next);
            outcomes.put(next, outcome);
            boolean parked = outcome instanceof Outcome.Parked;
            if (outcome instanceof Outcome.Refused refused) {
                parking.refuse(next, refused.reason());
            }
            if (!parked && !parking.isEmpty()) {
                for (EventId id : next.commit.manifest()) {
                    open.addAll(parking.release(id));
                }
            }
        }
    }

    /** What became of each commit, in the order of judgement; a commit that was parked for a while has its last outcome. */
    Map<Submission, Outcome> outcomes() {
        return outcomes;
    }

    /** Whether what became of a commit depends on whether the group is stored. */
    boolean isStaged(Submission submission) {
        return stagedIds.isStaged(submission.commit.id());
    }

    List<Staged> staged() {
        return staged;
    }

    /** What the staged commits write. */
    WriteGroup writes() {
        WriteGroup group = new WriteGroup();
        for (Staged commit : staged) {
            for (Event event : commit.events()) {
                group.event(event, commit.position().number());
            }
            for (Event event : commit.erased()) {
                group.event(event, numberOf(event));
                Purger.note(group, event.header().collection(), event.entity());
            }
            group.log(LoggedCommit.of(commit.submission().commit, commit.position()));
        }
        for (Changed change : changes()) {
            group.state(change.before(), change.after());
        }
        CatalogStore.save(start.catalog(), view.catalog(), group);
        return group;
    }

    /** What became of each entity; of one that several commits changed, only the last state is worth storing. */
    private Collection<Changed> changes() {
        if (staged.size() == 1) {
            return staged.getFirst().changes();
        }
        Map<EntityId, Changed> changes = new LinkedHashMap<>();
        for (Staged commit : staged) {
            for (Changed change : commit.changes()) {
                changes.merge(change.after().id(), change, Changed::then);
            }
        }
        return changes.values();
    }

    /** Where an event was logged that is stored, or will be with this group. */
    private long numberOf(Event event) {
        long stored = start.view().snapshot().numberOf(event.entity(), event.id());
        if (stored > 0) {
            return stored;
        }
        long shown = over == null ? 0 : over.numberOf(event.id());
        if (shown > 0) {
            return shown;
        }
        return staged.stream()
                .filter(commit -> commit.brought(event.id()))
                .mapToLong(commit -> commit.position().number())
                .findFirst()
                .orElse(0);
    }

    /** The greatest time of an event that is stored with the group; 0 for none. */
    long latestTime() {
        long latest = 0;
        for (Staged commit : staged) {
            List<EventId> manifest = commit.submission().commit.manifest();
            latest = Math.max(latest, manifest.getLast().time());
        }
        return latest;
    }

    private Outcome judge(Submission submission) {
        if (submission.inadmissible != null) {
            return inadmissible(submission, submission.inadmissible);
        }
        Judge judge = new Judge(policy, fold, submission, view, latestStored);
        try {
            judge.judge(submission.commit);
        } catch (AnkurahException e) {
            if (StoreAway.is(e)) {
                throw e;
            }
            return new Outcome.Refused(e);
        } catch (RuntimeException e) {
            return new Outcome.Refused(new AnkurahException.Fault(
                    "gate.failed", "judging " + submission.commit + " failed; nothing of it was kept", e));
        }
        List<EventId> missing = judge.missing();
        if (!missing.isEmpty()) {
            AnkurahException builtOnRefused = parking.builtOnRefused(submission, missing);
            return builtOnRefused != null
                    ? new Outcome.Refused(builtOnRefused)
                    : parking.park(submission, missing, nowMillis);
        }
        parking.accept(submission);
        return judge.fresh().isEmpty() ? known(submission) : stage(submission, judge);
    }

    /** A commit that was taken is not refused when it is sent again and the clock has gone back meanwhile. */
    private Outcome inadmissible(Submission submission, AnkurahException why) {
        Hash256 id = submission.commit.id();
        boolean taken = why.code().equals(Admission.TIME_IN_FUTURE)
                && (stagedIds.containsKey(id) || view.snapshot().committed(id) != null);
        return taken ? known(submission) : new Outcome.Refused(why);
    }

    private Outcome stage(Submission submission, Judge judge) {
        Position position = view.position().next(submission.commit.id(), sha256);
        view = view.next(position, judge.overlay(), judge.catalog());
        staged.add(new Staged(
                submission,
                position,
                judge.fresh(),
                judge.erased(),
                judge.changes(),
                judge.overlay(),
                judge.catalog()));
        stagedIds.put(submission.commit.id(), position);
        return new Outcome.Accepted(position, true);
    }

    /** All of its events are held: it was sent again, or others have brought them in other commits. */
    private Outcome known(Submission submission) {
        Hash256 id = submission.commit.id();
        Position position = stagedIds.get(id);
        if (position == null) {
            Long number = view.snapshot().committed(id);
            LoggedCommit logged = number == null ? null : view.snapshot().logged(number);
            position = logged == null
                    ? view.position()
                    : logged.position(view.position().log());
        }
        return new Outcome.Accepted(position, false);
    }
}
