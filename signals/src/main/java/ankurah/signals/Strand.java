package ankurah.signals;

/** Tells who is running: the thread on a JVM, the coroutine in a browser. */
@FunctionalInterface
public interface Strand {
    /** The same object while the same thread or coroutine runs, and only then. Called often. */
    Object current();
}
