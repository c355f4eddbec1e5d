package ankurah.core;

import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.query.Predicate;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/**
 * Who may see and change what. Every node names one. Both questions are asked in the middle of a commit: the answers
 * depend on nothing but the arguments, come quickly, and do not use the node.
 */
public interface Policy {
    /** Whether a principal may see an entity as it now is. An entity it may not see does not exist for it. */
    boolean canRead(Principal who, EntityState row);

    /**
     * Whether a principal may make a change. Refusing one event refuses the whole commit.
     *
     * @param before the entity as it was; null when the event founds it
     * @param after the entity with the event folded in
     * @throws AnkurahException.Refused to say no, with a code and a reason that the author gets to read
     */
    void check(Principal who, Event event, @Nullable EntityState before, EntityState after);

    /**
     * The same for policies that look at other entities as well; this one is asked, and by default asks {@link #check(Principal,
     * Event, EntityState, EntityState)}.
     *
     * @param others the entities as they are before the event, with what the events before it in its commit did
     */
    default void check(
            Principal who, Event event, @Nullable EntityState before, EntityState after, EntityLookup others) {
        check(who, event, before, after);
    }

    /**
     * What {@link #canRead} says of the rows of a collection, as a condition; null if it cannot be said by one. Where it
     * can, {@link #canRead} is not asked: the condition becomes part of every query, so that rows are found by index, and
     * principals with equal conditions share the work of live queries. Its paths may lead through references, to entities
     * that the principal may not see too.
     *
     * <p>The answer for a collection is always the same as long as the {@link #version} is.
     */
    default @Nullable Predicate readable(Principal who, String collection) {
        return null;
    }

    /** A policy that answers differently has another version; clients then compare all they hold anew. */
    String version();

    /** Whether {@link #canRead} is true for every row, which lets queries stop at their limit. */
    default boolean readsEverything(Principal who) {
        return false;
    }

    /**
     * Whether a principal may know which properties a collection has, of which kinds, and its indexes; values are not
     * among it. Who may see every row may.
     */
    default boolean canReadSchema(Principal who, String collection) {
        return readsEverything(who);
    }

    /** Everybody may do everything. */
    static Policy allowAll() {
        return AllowAll.INSTANCE;
    }
}
