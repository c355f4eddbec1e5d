package ankurah.simulation.internal.world;

import ankurah.core.Scheduler;
import ankurah.core.Task;
import java.util.ArrayDeque;

/** Does what a participant is given to do, one thing after the other. */
final class Worker {
    private static final int MOST = 3;

    private final ArrayDeque<Task> tasks = new ArrayDeque<>();
    private final Scheduler scheduler;
    private final Scheduler.Condition given = () -> !tasks.isEmpty();
    private boolean busy;

    Worker(Scheduler scheduler) {
        this.scheduler = scheduler;
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

    private void work() {
        while (true) {
            scheduler.await(given, Scheduler.NEVER);
            Task task = tasks.poll();
            if (task != null) {
                busy = true;
                task.run();
                busy = false;
            }
        }
    }
}
