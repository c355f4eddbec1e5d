package ankurah.simulation;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Policy;
import ankurah.core.Reads;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.storage.IndexSpec;
import java.util.List;

/**
 * What a simulated system does, and what must always hold in it. Each run has one of its own, so it may remember things in
 * fields; whatever it does must follow from them, its arguments and the {@link Dice} alone.
 */
public interface Scenario {
    /** What the server lets whom see and do. Asked at each start of the server. */
    default Policy policy() {
        return Policy.allowAll();
    }

    /** The same after so many changes of the policy; the version must differ when the answers do. */
    default Policy policy(int changes) {
        return policy();
    }

    /**
     * What a process does when it begins with a release of the program; they count from 0. Declares models, which may gain,
     * rename and lose properties from one release to the next while others run an older one.
     */
    default void release(Participant who, int release) {}

    /** The data types that all nodes know. */
    default DataTypes types() {
        return DataTypes.builtIn();
    }

    /** Writes what is there at the beginning. */
    default void prepare(Context server, Dice dice) {}

    /** The queries that clients follow. */
    default List<Watched> queries() {
        return List.of();
    }

    /** The indexes that the server makes and drops at any time. */
    default List<IndexSpec> indexes() {
        return List.of();
    }

    /** A text that nothing sent to a client may contain, because only rows that nobody may see hold it; empty for none. */
    default String secret() {
        return "";
    }

    /**
     * Does something: reads, writes, waits. That a node is not connected, closed or slow ends it without being an error.
     *
     * @throws Exception which fails the run, unless it is expected
     */
    void act(Participant who, Dice dice) throws Exception;

    /** Throws an error unless all is well at the one position that is read, by whoever reads it. */
    default void check(Reads reads) {}

    /** Throws an error unless the rows are ones that may be shown; called for each result of a followed query. */
    default void seen(Watched watched, List<Entity> rows) {}

    /** Whether a refusal of the server, or an error in {@link #act}, is part of the game. */
    default boolean expects(AnkurahException error) {
        return error.category() == AnkurahException.Category.REFUSED;
    }
}
