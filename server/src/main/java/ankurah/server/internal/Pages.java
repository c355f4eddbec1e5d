package ankurah.server.internal;

/** The texts served by plain HTTP. */
public interface Pages {
    String home();

    /** JSON. */
    String health();

    /** Whether commits are taken; a node whose store has failed takes none until it is opened again. */
    boolean isWell();
}
