package ankurah.simulation.internal.world;

import ankurah.core.Scheduler;
import ankurah.core.Task;
import ankurah.simulation.internal.run.Baton;
import ankurah.simulation.internal.run.Life;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Does what a participant is given to do, one thing after the other. */
final class Worker {
    private static final int MOST = 3;

    private final ArrayDeque<Task> tasks = new ArrayDeque<>();
    private final Baton baton;
    private final Scheduler scheduler;
    private final Scheduler.Condition given = () -> !tasks.isEmpty();
    private boolean busy;
    private @Nullable Object strand;

    Worker(Baton baton, Life life) {
        this.baton = baton;
        this.scheduler = baton.scheduler(life);
        scheduler.start("worker", this::work);
    }

    /** Drops the task if too many wait already. */
    void give(Task task) {
        if (tasks.size() < MOST) {
            tasks.add(task);
            scheduler.signal(given);
        }
    }

    boolean isIdle() {
        return tasks.isEmpty() && !busy;
    }

    /** Ends what is being done at the next wait that an interrupt can end, with all its waits after that. */
    void interrupt() {
        Object its = strand;
        if (busy && its != null) {
            baton.interrupt(its);
        }
    }

    private void work() {
        strand = scheduler.current();
        while (true) {
            scheduler.await(given, Scheduler.NEVER);
            Task task = tasks.poll();
            if (task != null) {
                busy = true;
                task.run();
                busy = false;
                baton.clearInterrupt();
            }
        }
    }
}
