package ankurah.core.internal.live;

import ankurah.core.Scheduler;
import ankurah.core.internal.entity.Root;
import ankurah.event.AnkurahException;
import ankurah.signals.Action;
import ankurah.signals.Computation;
import ankurah.signals.SignalException;
import ankurah.signals.SignalGraph;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How a node's signals come to the position of its newest commit. Live queries that change {@link #note} it, and keep what
 * they showed before; the outbox lets the pulse beat when the listeners have heard, on the dispatcher. A beat takes the
 * newest root and lets the noted ones go on to it, all at once, in one batch of the graph. So whatever runs in the graph
 * reads from one position, and commits that came faster than beats are one change.
 *
 * <p>Who enters the graph otherwise, by setting a signal or making an effect, does the same first. The position holds
 * until the effects have run and the caller leaves.
 *
 * <p>Costs nothing until somebody asks for the graph.
 */
public final class Pulse {
    private static final System.Logger LOG = System.getLogger("ankurah.core");
    private static final int MOST_ERRANDS = 10_000;
    private static final int TRIES = 1000;

    private final Reactor reactor;
    private final Scheduler scheduler;
    private final Outbox outbox;
    private final SignalGraph inner;
    private final NodeGraph graph;

    /** Whether anybody has asked for the graph. */
    private volatile boolean used;
    /** What has changed since the last beat; guarded by the reactor's lock. */
    private List<Pulsed> noted = new ArrayList<>();

    /** What has changed otherwise than through commits. */
    private final Set<Pulsed> touched = new LinkedHashSet<>();

    private final ArrayDeque<Action> errands = new ArrayDeque<>();
    /** Who is in the graph, at one position. */
    private final AtomicReference<@Nullable Object> inside = new AtomicReference<>();
    /** Whether a beat found somebody in the graph, who has it made up for when he leaves. */
    private volatile boolean refused;

    /** What changes with commits. */
    public interface Pulsed {
        /** Goes on to the newest position. Under the reactor's lock. */
        void goOn();

        /** Tells the graph that it did. */
        void tell();
    }

    Pulse(Reactor reactor, Scheduler scheduler, Outbox outbox) {
        this.reactor = reactor;
        this.scheduler = scheduler;
        this.outbox = outbox;
        this.inner = SignalGraph.create(
                (where, error) -> LOG.log(Level.ERROR, where + " failed; the others and the node go on", error),
                scheduler::current);
        this.graph = new NodeGraph(this, inner);
    }

    public SignalGraph graph() {
        used = true;
        return graph;
    }

    public boolean isUsed() {
        return used;
    }

    /** Whether the caller is in the graph, at its position. */
    public boolean isInside() {
        return used && isMine();
    }

    @SuppressWarnings("ReferenceEquality") // a strand is known by the object
    private boolean isMine() {
        return inside.get() == scheduler.current();
    }

    /** Takes note of a change. Under the reactor's lock; at most once between two calls of {@link Pulsed#goOn}. */
    public void note(Pulsed changed) {
        noted.add(changed);
        outbox.wantBeat();
    }

    /** Runs something between two publications. */
    void between(Action action) {
        reactor.between(newest -> action.run());
    }

    /** Takes note of a change that no commit made. By any thread, under any lock but the graph's. */
    public void touch(Pulsed changed) {
        if (!used) {
            return;
        }
        synchronized (touched) {
            touched.add(changed);
        }
        outbox.wantBeat();
        outbox.flush();
    }

    /**
     * Has an action run in the graph, on the dispatcher, soon.
     *
     * @throws AnkurahException.Unavailable {@code live.too_many_waiting}
     */
    public void later(Action errand) {
        used = true;
        synchronized (errands) {
            if (errands.size() >= MOST_ERRANDS) {
                throw new AnkurahException.Unavailable(
                        "live.too_many_waiting",
                        MOST_ERRANDS + " actions wait for the node's dispatcher; is it running them?");
            }
            errands.add(errand);
        }
        outbox.wantBeat();
        outbox.flush();
    }

    /** Brings the graph to the newest position and runs what waits. On the dispatcher. */
    void beat() {
        refused = true;
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                in(() -> {
                    refused = false;
                    runErrands();
                    return null;
                });
                return;
            } catch (SignalException.Busy busy) {
                if (inside.get() != null) {
                    return;
                }
            }
        }
    }

    private void runErrands() {
        for (Action errand = nextErrand(); errand != null; errand = nextErrand()) {
            try {
                errand.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "an action on the dispatcher failed; the others and the node go on", e);
            }
        }
    }

    private @Nullable Action nextErrand() {
        synchronized (errands) {
            return errands.poll();
        }
    }

    /** Runs in the graph at one position, and then the effects that it wakes, at the same. */
    <T extends @Nullable Object> T in(Computation<T> body) {
        if (isMine()) {
            return body.compute();
        }
        List<T> result = new ArrayList<>(1);
        Visit visit = new Visit();
        try {
            inner.batch(() -> {
                visit.begin();
                result.add(body.compute());
            });
        } finally {
            visit.end();
        }
        return result.get(0);
    }

    /** From entering the graph until the effects have run. */
    private final class Visit {
        private @Nullable Root root;
        private @Nullable Root outer;

        void begin() {
            List<Pulsed> changed = advance();
            inside.set(scheduler.current());
            if (root != null) {
                outer = reactor.scopes().enter(root);
            }
            for (Pulsed each : changed) {
                each.tell();
            }
        }

        private List<Pulsed> advance() {
            List<Pulsed> changed = new ArrayList<>();
            reactor.between(newest -> {
                changed.addAll(noted);
                noted = new ArrayList<>();
                synchronized (touched) {
                    changed.addAll(touched);
                    touched.clear();
                }
                changed.forEach(Pulsed::goOn);
                root = newest.retain() ? newest : null;
            });
            return changed;
        }

        /** Somebody else may be in the graph by now. */
        void end() {
            Root held = root;
            if (held != null) {
                reactor.scopes().leave(outer);
                held.release();
            }
            inside.compareAndSet(scheduler.current(), null);
            if (refused) {
                outbox.wantBeat();
                outbox.flush();
            }
        }
    }
}
