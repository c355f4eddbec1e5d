package ankurah.core.observe;

/** An observer's place at a node. */
public interface Observing extends AutoCloseable {
    /** Ends it. May be called again. */
    @Override
    void close();
}
