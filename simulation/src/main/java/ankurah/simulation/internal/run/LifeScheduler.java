package ankurah.simulation.internal.run;

import ankurah.core.Scheduler;
import ankurah.core.Task;

/** What a node sees of the baton. What it starts is its own and ends with it. */
record LifeScheduler(Baton baton, Life life) implements Scheduler {

    @Override
    public boolean await(Condition condition, long deadlineMillis) {
        return baton.await(condition, deadlineMillis, life);
    }

    @Override
    public void signal(Condition condition) {
        baton.signal(condition);
    }

    @Override
    public void start(String name, Task task) {
        baton.start(name, task, life);
    }

    @Override
    public long nowMillis() {
        return baton.nowMicros() / 1000;
    }

    @Override
    public Object current() {
        return baton.current();
    }
}
