package ankurah.storage.tikv.internal;

import ankurah.event.AnkurahException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tikv.kvproto.Kvrpcpb;
import org.tikv.shade.com.google.protobuf.ByteString;

/**
 * One transaction: all of its changes, or none.
 *
 * <p>First every key is locked with its new value beside it, the primary first; the cluster refuses that if a key was written
 * after the transaction began. Then the primary is committed, and with that, in one place and at one moment, the whole
 * transaction is. The locks of the others say where the primary is, so whoever meets one afterwards finds out, and they are
 * committed too.
 *
 * <p>An answer may be lost. Every request may be sent again, and does nothing the second time. If it stays unknown whether the
 * primary was committed, it is rolled back: that either succeeds, and no commit that is still on its way does anything any more,
 * or is refused because it was committed.
 */
final class TwoPhase {
    private static final System.Logger LOG = System.getLogger("ankurah.storage.tikv");

    /** So much is sent in one request. */
    private static final int REQUEST_BYTES = 256 << 10;

    /** So long after their last sign of life locks may be taken away by others. */
    private static final int LOCK_MILLIS = 5_000;

    private static final int TIDY_MILLIS = 1_000;

    private final Pd pd;
    private final Router router;
    private final Locks locks;
    private final Start begun;
    private final long start;
    /** The primary first. */
    private final List<Kvrpcpb.Mutation> changes;

    private final Patience patience;
    private long lastSign = System.nanoTime();

    /** A key was written since the transaction began, so it was not written. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overtaken(String message) {
            super(message);
        }
    }

    /**
     * When a transaction began.
     *
     * @param timestamp what it reads is as of then
     * @param nanos the same by the clock of this machine, or a little earlier
     */
    record Start(long timestamp, long nanos) {
        static Start now(Pd pd, Patience patience) {
            long nanos = System.nanoTime();
            return new Start(pd.timestamp(patience), nanos);
        }

        long ageMillis() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
        }
    }

    TwoPhase(Pd pd, Router router, Locks locks, Start begun, List<Kvrpcpb.Mutation> changes, Patience patience) {
        this.pd = pd;
        this.router = router;
        this.locks = locks;
        this.begun = begun;
        this.start = begun.timestamp();
        this.changes = changes;
        this.patience = patience;
    }

    /**
     * Writes.
     *
     * @return the timestamp from which on the changes are seen
     * @throws Overtaken if nothing was written because of somebody else's changes
     */
    long run() {
        long wanted;
        try {
            lock();
            wanted = pd.timestamp(patience);
        } catch (RuntimeException e) {
            rollBack();
            throw e;
        }
        long commit = decide(wanted);
        finish(commit);
        return commit;
    }

    private void lock() {
        int at = 0;
        while (at < changes.size()) {
            Region region = router.holding(key(at), patience);
            List<Kvrpcpb.Mutation> part = part(at, region);
            Kvrpcpb.PrewriteResponse answer = router.attempt(
                    region,
                    Router.Kind.PREWRITE,
                    patience,
                    (stub, context) -> stub.kvPrewrite(Kvrpcpb.PrewriteRequest.newBuilder()
                            .setContext(context)
                            .addAllMutations(part)
                            .setPrimaryLock(changes.get(0).getKey())
                            .setStartVersion(start)
                            .setLockTtl(lockMillis())
                            .setTxnSize(changes.size())
                            .build()));
            if (answer != null && answer.getErrorsCount() == 0) {
                at += part.size();
                patience.encourage();
                giveSign();
            } else if (answer != null) {
                answer.getErrorsList().forEach(this::meet);
            }
        }
    }

    /** It counts from the start of the transaction. */
    private long lockMillis() {
        return begun.ageMillis() + LOCK_MILLIS;
    }

    private void meet(Kvrpcpb.KeyError error) {
        if (error.hasLocked()) {
            locks.meet(error.getLocked(), patience);
        } else if (error.hasConflict()) {
            throw new Overtaken("the key " + Failures.shown(error.getConflict().getKey()) + " was written by another");
        } else {
            throw Failures.failed(patience.store(), "a key cannot be locked: " + error, null);
        }
    }

    /** Large transactions take time; others must not think that this one is abandoned. */
    private void giveSign() {
        if (System.nanoTime() - lastSign < TimeUnit.MILLISECONDS.toNanos(LOCK_MILLIS / 3)) {
            return;
        }
        long advised = lockMillis();
        Kvrpcpb.TxnHeartBeatResponse answer = router.ask(
                key(0),
                Router.Kind.HEARTBEAT,
                patience,
                (stub, context) -> stub.kvTxnHeartBeat(Kvrpcpb.TxnHeartBeatRequest.newBuilder()
                        .setContext(context)
                        .setPrimaryLock(changes.get(0).getKey())
                        .setStartVersion(start)
                        .setAdviseLockTtl(advised)
                        .build()));
        if (answer.hasError()) {
            throw new Overtaken("the transaction was rolled back by another, who took it for abandoned");
        }
        lastSign = System.nanoTime();
    }

    /**
     * Commits the primary.
     *
     * @return at which timestamp
     */
    private long decide(long wanted) {
        RuntimeException why;
        try {
            long commit = wanted;
            while (true) {
                Kvrpcpb.CommitResponse answer = commit(List.of(changes.get(0).getKey()), commit);
                if (!answer.hasError()) {
                    return commit;
                }
                if (!answer.getError().hasCommitTsExpired()) {
                    why = new Overtaken("the primary key cannot be committed: " + answer.getError());
                    break;
                }
                patience.pause("a reader wants it to be committed later", null);
                commit = pd.timestamp(patience);
            }
        } catch (AnkurahException e) {
            why = e;
        }
        return findOut(why);
    }

    private Kvrpcpb.CommitResponse commit(List<ByteString> keys, long commit) {
        return router.ask(
                keys.get(0).toByteArray(),
                Router.Kind.COMMIT,
                patience,
                (stub, context) -> stub.kvCommit(commitOf(keys, commit, context)));
    }

    private Kvrpcpb.CommitRequest commitOf(List<ByteString> keys, long commit, Kvrpcpb.Context context) {
        return Kvrpcpb.CommitRequest.newBuilder()
                .setContext(context)
                .setStartVersion(start)
                .addAllKeys(keys)
                .setCommitVersion(commit)
                .build();
    }

    /** Rolls the primary back, unless it is committed: then that is when. */
    private long findOut(RuntimeException why) {
        Patience more = patience.again();
        rollBack(0, more);
        Locks.Fate fate = locks.fate(changes.get(0).getKey().toByteArray(), start, true, more);
        if (fate == null || !fate.isDecided()) {
            throw Failures.failed(patience.store(), "a transaction that was rolled back is still open", why);
        }
        if (fate.commit() != 0) {
            return fate.commit();
        }
        rollBack();
        throw why;
    }

    /** What is left to do once it is decided. If it cannot be done now, readers do it. */
    private void finish(long commit) {
        Patience enough = patience.again();
        try {
            int at = 1;
            while (at < changes.size()) {
                Region region = router.holding(key(at), enough);
                List<ByteString> part = keys(part(at, region));
                Kvrpcpb.CommitResponse answer = router.attempt(
                        region,
                        Router.Kind.COMMIT,
                        enough,
                        (stub, context) -> stub.kvCommit(commitOf(part, commit, context)));
                if (answer != null && answer.hasError()) {
                    // Whoever has taken a lock away has committed it.
                    LOG.log(System.Logger.Level.DEBUG, "left to readers: {0}", answer.getError());
                }
                if (answer != null) {
                    at += part.size();
                    enough.encourage();
                }
            }
        } catch (AnkurahException e) {
            LOG.log(System.Logger.Level.DEBUG, "locks of a committed group are left to readers: {0}", e.getMessage());
        }
    }

    /** Frees the keys of a transaction that has failed. If that cannot be done now, whoever meets them does it in time. */
    private void rollBack() {
        Patience little = patience.atMost(TIDY_MILLIS);
        try {
            int at = 0;
            while (at < changes.size()) {
                at += rollBack(at, little);
            }
        } catch (AnkurahException e) {
            LOG.log(System.Logger.Level.DEBUG, "locks of a failed group are left to run out: {0}", e.getMessage());
        }
    }

    /** @return how many keys from that one on are in its region */
    private int rollBack(int at, Patience little) {
        while (true) {
            Region region = router.holding(key(at), little);
            List<ByteString> part = at == 0 ? List.of(changes.get(0).getKey()) : keys(part(at, region));
            Kvrpcpb.BatchRollbackResponse answer = router.attempt(
                    region,
                    Router.Kind.ROLLBACK,
                    little,
                    (stub, context) -> stub.kvBatchRollback(Kvrpcpb.BatchRollbackRequest.newBuilder()
                            .setContext(context)
                            .setStartVersion(start)
                            .addAllKeys(part)
                            .build()));
            if (answer != null) {
                return part.size();
            }
        }
    }

    private byte[] key(int at) {
        return changes.get(at).getKey().toByteArray();
    }

    private static List<ByteString> keys(List<Kvrpcpb.Mutation> part) {
        List<ByteString> keys = new ArrayList<>(part.size());
        part.forEach(change -> keys.add(change.getKey()));
        return keys;
    }

    /** The changes from one on that are in the region of its key, as many as one request may have. */
    private List<Kvrpcpb.Mutation> part(int at, Region region) {
        int end = at;
        long bytes = 0;
        while (end < changes.size() && (end == at || bytes < REQUEST_BYTES && region.holds(KeyCode.encode(key(end))))) {
            Kvrpcpb.Mutation change = changes.get(end++);
            bytes += change.getKey().size() + change.getValue().size();
        }
        return changes.subList(at, end);
    }
}
