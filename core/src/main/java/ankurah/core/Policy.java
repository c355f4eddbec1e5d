package ankurah.core;

import ankurah.event.AnkurahException;
import ankurah.event.Event;
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
