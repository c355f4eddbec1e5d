package ankurah.storage.internal.engine;

import ankurah.storage.IndexStatus;
import ankurah.storage.internal.plan.Indexed;
import java.util.List;

/** Which indexes of a collection a query may use, and which it is told of because it may not yet. The same on every engine. */
public final class IndexChoice {
    private IndexChoice() {}

    /** Whether an index has rows that stand outside of its order. */
    @FunctionalInterface
    public interface Outsiders {
        boolean has(Index index);
    }

    /** How far an index has come. */
    @FunctionalInterface
    public interface Progress {
        IndexStatus of(Index index);
    }

    /** Those that are complete and have all rows in their order. */
    public static List<Indexed> usable(List<Index> there, Outsiders outsiders) {
        return there.stream()
                .filter(index -> index.isReady() && !(index.mayFollow() && outsiders.has(index)))
                .map(index -> new Indexed(index.number(), index.spec()))
                .toList();
    }

    /** Those that queries cannot use yet, or no longer. */
    public static List<IndexStatus> unfinished(List<Index> there, Progress progress) {
        return there.stream()
                .filter(index -> !index.isReady())
                .map(progress::of)
                .toList();
    }
}
