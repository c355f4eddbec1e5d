package ankurah.core;

import java.util.ArrayDeque;

/** Runs listeners when the test says so, on the test's thread. */
final class TestDispatcher implements Dispatcher {
    private final ArrayDeque<Task> tasks = new ArrayDeque<>();

    @Override
    public synchronized void dispatch(Task task) {
        tasks.add(task);
    }

    private synchronized Task next() {
        return tasks.poll();
    }

    /** Delivers all there is, and what comes of it. */
    void deliver() {
        for (Task task = next(); task != null; task = next()) {
            task.run();
        }
    }
}
