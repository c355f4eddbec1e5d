package ankurah.simulation.internal.run;

import ankurah.core.Scheduler;
import ankurah.core.Task;
import ankurah.event.AnkurahException;
import ankurah.simulation.Dice;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one strand run at a time, and chooses by the seed which one is next whenever the running one suspends. Time passes
 * only here: a little at each change of hands, and when nobody can run, up to the next moment at which something is due.
 *
 * <p>A strand that waits is looked at again when its condition is signalled or its deadline has passed, and not otherwise, so
 * a signal that somebody forgot shows. If nobody can run and nothing is due the system is stuck, which is a failure.
 *
 * <p>Everything here happens on the thread that has the baton; {@link #running} hands it over, and with it the view of memory.
 */
public final class Baton {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int MOST_REPORTED = 60;
    private static final int PLACES_OF_ONE_OFTEN = 12;
    private static final int OFTEN_ONE_IN = 6;
    private static final int SELDOM_ONE_IN = 2_000;
    private static final int SWITCHES_OF_A_LONG_ONE = 4;
    /** Of microseconds: a second. */
    private static final int MOST_BITS_SWITCHED = 21;

    private final Dice dice;
    private final Dice switches;
    private final Trace trace;
    private final int preemptOneIn;
    private final long oftenSeed;
    private final long mostHandovers;
    private final List<Strand> runnable = new ArrayList<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final IdentityHashMap<Scheduler.Condition, List<Strand>> waiting = new IdentityHashMap<>();
    private final Set<Strand> alive = new LinkedHashSet<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Life own = new Life("simulation");
    private volatile @Nullable Strand running;
    private @Nullable Strand driver;
    private @Nullable Throwable failure;
    private long now;
    private int strands;
    private long timersMade;
    private long handovers;
    private int undisturbed;
    private boolean calm;
    private boolean switching;

    /** What is due at a moment: a strand's deadline, or a call. */
    private record Timer(
            long at,
            long number,
            @Nullable Strand strand,
            long ofWait,
            @Nullable Task call) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    /**
     * @param preemptOneIn how often a strand that need not wait lets others go first: once in so many waits
     * @param mostHandovers how often the baton may change hands before the system counts as running without end
     */
    public Baton(long seed, Trace trace, int preemptOneIn, long mostHandovers) {
        this.dice = new Dice(seed);
        this.switches = new Dice(Dice.mix(seed, 0));
        this.oftenSeed = switches.nextLong();
        this.trace = trace;
        this.preemptOneIn = preemptOneIn;
        this.mostHandovers = mostHandovers;
    }

    /** Runs a task, and whatever it starts, until the task is over; then ends the rest. For a thread outside. */
    public void run(Task task) {
        Strand first = new Strand(strands++, "driver", own, task);
        driver = first;
        alive.add(first);
        running = first;
        begin(first);
        boolean interrupted = false;
        while (true) {
            try {
                over.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        requireWell();
    }

    /** Throws what has failed the simulation, if anything has. */
    public void requireWell() {
        Throwable why = failure;
        if (why instanceof RuntimeException e) {
            throw e;
        }
        if (why instanceof Error e) {
            throw e;
        }
        if (why != null) {
            throw new IllegalStateException(why);
        }
    }

    /** The life of what belongs to no node. */
    public Life own() {
        return own;
    }

    public Scheduler scheduler(Life life) {
        return new LifeScheduler(this, life);
    }

    public long nowMicros() {
        return now;
    }

    public long handovers() {
        return handovers;
    }

    /** Whether the calling thread is the one that runs in this simulation. */
    public boolean isRunningHere() {
        Strand holder = running;
        return holder != null && holder.thread == Thread.currentThread();
    }

    /** Whether the running strand is only on its way to its end. */
    public boolean isUnwinding() {
        Strand holder = running;
        return holder == null || holder.life.isDead();
    }

    Object current() {
        return running();
    }

    private Strand running() {
        Strand holder = running;
        if (holder == null || holder.thread != Thread.currentThread()) {
            throw new IllegalStateException("the thread " + Thread.currentThread()
                    + " is none of the simulation's; start it with the scheduler");
        }
        return holder;
    }

    // What strands do.

    void start(String name, Task task, Life life) {
        if (life.isDead()) {
            return;
        }
        Strand strand = new Strand(strands++, name, life, task);
        alive.add(strand);
        makeRunnable(strand);
    }

    /** Calls something at a moment, on whichever thread has the baton then. It must not suspend. */
    public void at(long micros, Task call) {
        timers.add(new Timer(Math.max(now, micros), timersMade++, null, 0, call));
    }

    /** Suspends the caller for so long. */
    public void sleep(long micros) {
        Scheduler.Condition never = () -> false;
        boolean unused = awaitMicros(never, now + micros, running().life, false);
    }

    boolean await(Scheduler.Condition condition, long deadlineMillis, Life life) {
        boolean forever = deadlineMillis > NEVER / 1000;
        return awaitMicros(condition, forever ? NEVER : deadlineMillis * 1000, life, !forever);
    }

    private boolean awaitMicros(Scheduler.Condition condition, long deadline, Life life, boolean interruptible) {
        Strand me = running();
        requireAlive(me, life);
        if (undisturbed > 0) {
            return awaitUndisturbed(me, condition, deadline);
        }
        if (dice.oneIn(preemptOneIn)) {
            makeRunnable(me);
            suspend(me);
            requireAlive(me, life);
        }
        if (holds(condition)) {
            return true;
        }
        if (deadline <= now) {
            return false;
        }
        me.interruptible = interruptible;
        requireUninterrupted(me);
        me.waits++;
        me.waitingFor = condition;
        me.deadline = deadline;
        waiting.computeIfAbsent(condition, c -> new ArrayList<>(1)).add(me);
        if (deadline != NEVER) {
            timers.add(new Timer(deadline, timersMade++, me, me.waits, null));
        }
        try {
            while (true) {
                suspend(me);
                requireAlive(me, life);
                if (holds(condition)) {
                    return true;
                }
                if (deadline <= now) {
                    return false;
                }
                requireUninterrupted(me);
            }
        } finally {
            me.interruptible = false;
            leave(me, condition);
        }
    }

    private boolean holds(Scheduler.Condition condition) {
        undisturbed++;
        try {
            return condition.holds();
        } finally {
            undisturbed--;
        }
    }

    /** Whether strands are switched also where none would wait. */
    public boolean isSwitching() {
        return switching;
    }

    /** Each run has some places where it often happens, so that rare ones have their turn. */
    private int switchOneIn(int place) {
        boolean often = Dice.mix(oftenSeed, place) % PLACES_OF_ONE_OFTEN == 0;
        return often ? OFTEN_ONE_IN : SELDOM_ONE_IN;
    }

    /** From now on nobody who could go on stands still for long. */
    public void calm() {
        calm = true;
    }

    /** The caller might be switched here, by a system of threads. */
    void maySwitch(int place) {
        switching = true;
        if (!isDisturbable() || !switches.oneIn(switchOneIn(place))) {
            return;
        }
        if (!calm && switches.oneIn(SWITCHES_OF_A_LONG_ONE)) {
            sleep(1L << switches.below(MOST_BITS_SWITCHED));
        } else {
            yieldNow();
        }
    }

    private boolean isDisturbable() {
        Strand me = running;
        boolean isStrand = me != null && me != driver && me.thread == Thread.currentThread();
        return isStrand && undisturbed == 0 && !isUnwinding();
    }

    private static void requireUninterrupted(Strand me) {
        if (me.interrupted && me.interruptible) {
            throw new AnkurahException.Unavailable("wait.interrupted", me + " was interrupted while it waited");
        }
    }

    /** Ends what a strand waits for, and what it will wait for until that is taken back; but no wait that lasts for ever. */
    public void interrupt(Object strand) {
        Strand its = (Strand) strand;
        its.interrupted = true;
        if (its.interruptible) {
            makeRunnable(its);
        }
    }

    /** The caller has seen that it was interrupted. */
    public void clearInterrupt() {
        running().interrupted = false;
    }

    private boolean awaitUndisturbed(Strand me, Scheduler.Condition condition, long deadline) {
        if (condition.holds()) {
            return true;
        }
        if (deadline <= now) {
            return false;
        }
        throw new Stuck(me + " would wait for " + condition + " in the middle of a check");
    }

    private void leave(Strand me, Scheduler.Condition condition) {
        me.waitingFor = null;
        me.waits++;
        List<Strand> others = waiting.get(condition);
        if (others != null) {
            others.remove(me);
            if (others.isEmpty()) {
                waiting.remove(condition);
            }
        }
    }

    private static void requireAlive(Strand me, Life life) {
        RuntimeException thrown = me.thrown;
        if (thrown != null) {
            me.thrown = null;
            throw thrown;
        }
        if (me.life.isDead() || life.isDead()) {
            throw new Ended();
        }
    }

    void signal(Scheduler.Condition condition) {
        List<Strand> concerned = waiting.get(condition);
        if (concerned != null) {
            concerned.forEach(this::makeRunnable);
        }
    }

    /** Lets others run before the caller goes on. */
    public void yieldNow() {
        Strand me = running();
        requireAlive(me, me.life);
        if (undisturbed == 0) {
            makeRunnable(me);
            suspend(me);
            requireAlive(me, me.life);
        }
    }

    /** Runs something in one piece: nobody else runs before it has ended, and it must not have to wait. */
    public void undisturbed(Task task) {
        undisturbed++;
        try {
            task.run();
        } finally {
            undisturbed--;
        }
    }

    // The way of the baton.

    private void makeRunnable(Strand strand) {
        if (!strand.runnable && !strand.finished) {
            strand.runnable = true;
            runnable.add(strand);
        }
    }

    private void suspend(Strand me) {
        Strand next = choose();
        if (next != me) {
            handOver(next);
            stand(me);
        }
    }

    private void stand(Strand me) {
        while (running != me) {
            LockSupport.park(this);
        }
    }

    private void handOver(Strand next) {
        Thread thread = next.thread;
        running = next;
        if (thread == null) {
            begin(next);
        } else {
            LockSupport.unpark(thread);
        }
    }

    private void begin(Strand strand) {
        Thread thread = Thread.ofVirtual().name(strand.name).unstarted(() -> live(strand));
        strand.thread = thread;
        thread.start();
    }

    private void live(Strand me) {
        Switching.begin(this);
        try {
            if (!me.life.isDead()) {
                me.run();
            }
        } catch (Ended e) {
            if (!me.life.isDead()) {
                fail(new IllegalStateException(me + " used what belongs to a process that has ended", e));
            }
            // Otherwise it has unwound, which was all that was left to do.
        } catch (RuntimeException | Error e) {
            if (!me.life.isDead() || me == driver) {
                fail(me == driver ? e : new RuntimeException(me + " ended with an error: " + e, e));
            }
        } finally {
            end(me);
        }
    }

    private void end(Strand me) {
        me.finished = true;
        alive.remove(me);
        Strand heir = me.heir;
        if (me == driver) {
            finish();
        } else if (heir != null) {
            handOver(heir);
        } else {
            handOver(choose());
        }
    }

    /** The driver's last act: unwinds everybody else. */
    private void finish() {
        try {
            for (Strand strand : List.copyOf(alive)) {
                strand.life.die();
                unwind(strand);
            }
        } finally {
            own.die();
            running = null;
            over.countDown();
        }
    }

    /** Ends what belongs to a life, now. The caller goes on, even if it belongs to it itself, up to its next wait. */
    public void kill(Life life) {
        if (life.isDead()) {
            return;
        }
        life.die();
        trace.note("crash", strands);
        for (Strand strand : List.copyOf(alive)) {
            if (strand.life == life && strand != running) {
                unwind(strand);
            }
        }
    }

    private void unwind(Strand strand) {
        runnable.remove(strand);
        strand.runnable = true;
        if (strand.thread == null) {
            strand.finished = true;
            alive.remove(strand);
            return;
        }
        Strand me = running;
        if (me == null || strand == me || strand.finished) {
            return;
        }
        strand.heir = me;
        handOver(strand);
        stand(me);
    }

    private Strand choose() {
        while (true) {
            fireDue();
            if (!runnable.isEmpty()) {
                return chosen();
            }
            Timer next = timers.peek();
            if (next == null) {
                return stuck("nobody can run and nothing is due");
            }
            now = Math.max(now, next.at);
        }
    }

    private Strand chosen() {
        if (++handovers > mostHandovers) {
            mostHandoversReached();
        }
        now += dice.below(32);
        int at = dice.below(runnable.size());
        Strand last = runnable.removeLast();
        Strand next = last;
        if (at < runnable.size()) {
            next = runnable.set(at, last);
        }
        next.runnable = false;
        trace.note(next.name, next.number);
        return next;
    }

    private void mostHandoversReached() {
        Strand first = driver;
        if (first != null && first.thrown == null && failure == null) {
            first.thrown = new Stuck("the system does not come to rest; " + report());
            makeRunnable(first);
        }
    }

    private Strand stuck(String why) {
        Strand first = driver;
        if (first == null || first.finished) {
            throw new IllegalStateException("the simulation is over");
        }
        first.thrown = new Stuck(why + "; " + report());
        return first;
    }

    private void fireDue() {
        while (!timers.isEmpty() && timers.peek().at <= now) {
            Timer due = timers.remove();
            Strand strand = due.strand;
            Task call = due.call;
            if (call != null) {
                undisturbed(call);
            } else if (strand != null && strand.waits == due.ofWait) {
                makeRunnable(strand);
            }
        }
    }

    /**
     * The simulation has failed; the driver ends it. Later failures are consequences. What somebody sees who is only on his way to his
     * end is none.
     */
    public void fail(Throwable why) {
        if (failure == null && !isUnwinding()) {
            failure = why;
            Strand first = driver;
            if (first != null && first != running && !first.finished) {
                first.thrown = why instanceof RuntimeException e ? e : new RuntimeException(why);
                makeRunnable(first);
            }
        }
    }

    public boolean hasFailed() {
        return failure != null;
    }

    /** Who waits for what. */
    public String report() {
        StringBuilder text = new StringBuilder("at " + now / 1000 + " ms");
        int count = 0;
        for (Strand strand : alive) {
            if (strand.waitingFor != null && count++ < MOST_REPORTED) {
                text.append("\n  ")
                        .append(strand)
                        .append(" waits for ")
                        .append(strand.waitingFor.getClass().getName());
                text.append(
                        strand.deadline == NEVER ? " without a deadline" : " until " + strand.deadline / 1000 + " ms");
            }
        }
        return text.toString();
    }
}
