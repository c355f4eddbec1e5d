package ankurah.core.observe;

/**
 * Hears what a node does, from the threads that do it: in the middle of commits and queries, some of them under locks. So it
 * must be quick, must not wait, and must not call the node. One that throws is logged and heard no more of that time.
 *
 * <p>Without an observer nothing is measured and nothing is made for one.
 */
public interface Observer {
    /** A clock that only goes forward, in nanoseconds from anywhere; the core has none of its own. */
    long nanos();

    void observe(Observed what);
}
