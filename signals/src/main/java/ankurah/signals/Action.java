package ankurah.signals;

/** Something to do. It must not suspend: while it runs, its graph is in use. */
@FunctionalInterface
public interface Action {
    void run();
}
