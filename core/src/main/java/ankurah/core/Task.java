package ankurah.core;

/** Something to run, which may suspend. */
@FunctionalInterface
public interface Task {
    void run();
}
