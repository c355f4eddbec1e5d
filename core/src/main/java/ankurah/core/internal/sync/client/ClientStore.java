package ankurah.core.internal.sync.client;

import ankurah.core.Catalog;
import ankurah.core.Rejection;
import ankurah.core.Reminted;
import ankurah.core.internal.sync.client.StoreRecords.Identity;
import ankurah.core.internal.sync.client.StoreRecords.Loose;
import ankurah.core.internal.sync.client.StoreRecords.Shared;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Hash256;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an ephemeral node keeps: confirmed states, its commits, the answers of subscriptions and how far they have come. What
 * is written comes together until {@link #flush}. Belongs to the replica's turn.
 */
interface ClientStore {
    /**
     * A commit that the shared position had reached.
     *
     * @param at its place in the log of that position
     * @param bytes about how much room it takes
     * @param commit reads it, which few starts need
     */
    record Reached(long at, Hash256 id, int bytes, Supplier<Commit> commit) {}

    /**
     * What was there when the store was opened. Commits and refusals by their number.
     *
     * @param commits those that the shared position had not reached
     * @param reached the others, in the order of their numbers
     */
    record Found(
            @Nullable Identity identity,
            @Nullable Shared shared,
            long sent,
            SortedMap<Long, Commit> commits,
            Map<Long, Reached> reached,
            SortedMap<Long, Rejection> refused,
            SortedMap<Long, Reminted> reminted,
            SortedMap<Long, StoredSubscription> subscriptions,
            Map<Long, PackedIds> rows,
            SortedMap<EntityId, Loose> loose,
            Map<EntityId, List<Long>> contained,
            Catalog catalog) {}

    /** Whether all of it ends with the process; then nothing but states is kept. */
    boolean isVolatile();

    Found find();

    @Nullable
    EntityState state(String collection, EntityId id);

    /** The ids of what is stored, confirmed or not any more, that a query selects. */
    List<EntityId> query(String collection, Query query);

    void identity(Identity identity);

    void shared(Shared shared);

    /** @param sent the number of the last commit that a server may have seen */
    void sent(long sent);

    void commit(long number, Commit commit);

    /** @param at its place in the log of the shared position */
    void reached(long number, Hash256 id, long at);

    void forgetCommit(long number);

    void refused(long number, Rejection rejection);

    void reminted(long number, Reminted reminted);

    /** The clock was set back, because it had been wrong. */
    void restartClock();

    /** The program has heard of what has this number. */
    void told(long number);

    void subscription(StoredSubscription stored);

    /** The same together with what is written next; if nothing is, it may as well not be. */
    void subscriptionWithNext(StoredSubscription stored);

    /** Its rows too. */
    void forgetSubscription(long id);

    void row(long subscription, EntityId id, boolean belongs);

    void loose(EntityId id, @Nullable Loose loose);

    /** @param commits the numbers of own commits that the stored state contains although they are in the outbox */
    void contained(EntityId id, List<Long> commits);

    /** @param before what is stored */
    void state(@Nullable EntityState before, EntityState after);

    void forget(EntityState stored);

    void catalog(Catalog before, Catalog after);

    /**
     * Writes what has come together, all or nothing, before any of it is shown or told to anybody. After the end nothing is
     * written or shown any more.
     */
    void flush();

    void close();
}
