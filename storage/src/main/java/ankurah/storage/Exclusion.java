package ankurah.storage;

/**
 * Lets one writer at a time into an engine. A store whose writes may suspend, as in a browser, needs one that may be held
 * across a suspension.
 */
public interface Exclusion {

    /** Runs the body while no other body of this exclusion runs. Bodies do not nest. */
    void run(Body body);

    /** What runs alone. */
    interface Body {
        void run();
    }

    /** A JDK monitor, for stores whose writes never suspend. */
    static Exclusion monitor() {
        return new Exclusion() {
            @Override
            public synchronized void run(Body body) {
                body.run();
            }
        };
    }
}
