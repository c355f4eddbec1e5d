package ankurah.core;

/**
 * Where the listeners of a node run. The node hands over a task when there is something to deliver and no task of its
 * own is outstanding; the task then delivers all there is. So listeners run one at a time even on a pool, and a user
 * interface's event thread serves as well: {@code task -> Platform.runLater(task::run)}.
 */
@FunctionalInterface
public interface Dispatcher {
    /** Runs the task soon, not within this call, and never suspends. */
    void dispatch(Task task);
}
