package ankurah.core;

/** A listener's place at a live query. */
public interface Subscription extends AutoCloseable {
    /** The result that the first change continues from. */
    ResultSet initial();

    /** Ends it: no call begins afterwards. May be called again. */
    @Override
    void close();
}
