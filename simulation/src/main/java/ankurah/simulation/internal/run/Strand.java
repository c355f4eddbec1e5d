package ankurah.simulation.internal.run;

import ankurah.core.Scheduler;
import ankurah.core.Task;
import org.jspecify.annotations.Nullable;

/** Something that runs beside others, on a thread of its own that stands still unless it has the baton. */
final class Strand {
    final int number;
    final String name;
    final Life life;
    private final Task task;

    @Nullable
    Thread thread;

    /** What it waits for, for reports and signals. */
    Scheduler.@Nullable Condition waitingFor;

    /** On the virtual clock, in microseconds. */
    long deadline;

    /** Counts its waits, so that a timer of an earlier one does not end a later one. */
    long waits;

    /** Whether it is among those who may run next. */
    boolean runnable;

    boolean finished;

    /** Who gets the baton when this ends; null to choose. */
    @Nullable
    Strand heir;

    /** Whether each wait that an interrupt can end is to end. */
    boolean interrupted;

    /** Whether it waits, and an interrupt can end that. */
    boolean interruptible;

    /** What its wait ends with. */
    @Nullable
    RuntimeException thrown;

    Strand(int number, String name, Life life, Task task) {
        this.number = number;
        this.name = name;
        this.life = life;
        this.task = task;
    }

    void run() {
        task.run();
    }

    @Override
    public String toString() {
        return life + "/" + name + "#" + number;
    }
}
