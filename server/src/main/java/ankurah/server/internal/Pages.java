package ankurah.server.internal;

/** The texts served by plain HTTP. */
public interface Pages {
    String home();

    /** JSON. */
    String health();
}
