package ankurah.signals;

/**
 * Hears of what effects, cleanups and sources throw. It runs inside the graph, after the one that failed and before the
 * next; what it throws itself leaves the outermost call into the graph, when all effects have run.
 */
@FunctionalInterface
public interface ErrorHandler {
    /**
     * Takes notice of an error.
     *
     * @param where who failed, in words: {@code effect "title"}
     */
    void failed(String where, Throwable error);
}
