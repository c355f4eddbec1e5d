package ankurah.storage.tikv.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tikv.kvproto.Kvrpcpb;

/**
 * What becomes of keys that another transaction has locked. Its primary key tells: the transaction is decided there, and
 * if nobody has renewed its lock in time, whoever meets it decides that it has failed.
 */
final class Locks {
    /** A failed import may leave many locks of one transaction; about so many transactions are remembered. */
    private static final int REMEMBERED = 64;

    private final Pd pd;
    private final Router router;
    private final Map<Long, Fate> decided = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Fate> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * How a transaction stands.
     *
     * @param livesMillis how long its lock still counts; 0 if it is decided
     * @param commit when it was committed; 0 if it was not
     */
    record Fate(long livesMillis, long commit) {
        boolean isDecided() {
            return livesMillis == 0;
        }
    }

    Locks(Pd pd, Router router) {
        this.pd = pd;
        this.router = router;
    }

    /** Takes a lock away if its transaction is decided, or waits a little. */
    void meet(Kvrpcpb.LockInfo lock, Patience patience) {
        if (lock.getUseAsyncCommit()) {
            throw Failures.failed(patience.store(), "another kind of program has written to its keys", null);
        }
        Fate fate = fate(lock, patience);
        if (fate.isDecided()) {
            takeAway(lock, fate.commit(), patience);
        } else {
            patience.pause(
                    "a transaction holds the key " + Failures.shown(lock.getKey()) + " for another "
                            + fate.livesMillis() + " ms",
                    null);
        }
    }

    private Fate fate(Kvrpcpb.LockInfo lock, Patience patience) {
        synchronized (decided) {
            Fate known = decided.get(lock.getLockVersion());
            if (known != null) {
                return known;
            }
        }
        byte[] primary = lock.getPrimaryLock().toByteArray();
        Fate fate = fate(primary, lock.getLockVersion(), false, patience);
        if (fate == null) {
            // The primary has no lock yet, or never gets one: as long as this lock counts, that is open.
            long now = pd.timestamp(patience);
            boolean over = Pd.millis(lock.getLockVersion()) + lock.getLockTtl() < Pd.millis(now);
            fate = over ? fate(primary, lock.getLockVersion(), true, patience) : new Fate(lock.getLockTtl(), 0);
        }
        if (fate == null) {
            throw Failures.failed(patience.store(), "the state of a transaction is not told", null);
        }
        if (fate.isDecided()) {
            synchronized (decided) {
                decided.put(lock.getLockVersion(), fate);
            }
        }
        return fate;
    }

    /**
     * How a transaction stands, by its primary key.
     *
     * @param decide if there is no trace of it, it fails from now on
     * @return null if there is no trace of it and nothing was decided
     */
    @Nullable
    Fate fate(byte[] primary, long start, boolean decide, Patience patience) {
        while (true) {
            long now = pd.timestamp(patience);
            Kvrpcpb.CheckTxnStatusResponse answer = router.ask(
                    primary,
                    Router.Kind.STATUS,
                    patience,
                    (stub, context) -> stub.kvCheckTxnStatus(Kvrpcpb.CheckTxnStatusRequest.newBuilder()
                            .setContext(context)
                            .setPrimaryKey(Bytes.wrap(primary))
                            .setLockTs(start)
                            .setCurrentTs(now)
                            .setRollbackIfNotExist(decide)
                            .build()));
            if (!answer.hasError()) {
                return new Fate(answer.getLockTtl(), answer.getCommitVersion());
            }
            if (answer.getError().hasTxnNotFound()) {
                return null;
            }
            if (!answer.getError().hasLocked()) {
                throw Failures.failed(patience.store(), answer.getError().toString(), null);
            }
            patience.pause("the primary key of a transaction is locked by another", null);
        }
    }

    private void takeAway(Kvrpcpb.LockInfo lock, long commit, Patience patience) {
        Kvrpcpb.ResolveLockResponse answer = router.ask(
                lock.getKey().toByteArray(),
                Router.Kind.RESOLVE,
                patience,
                (stub, context) -> stub.kvResolveLock(Kvrpcpb.ResolveLockRequest.newBuilder()
                        .setContext(context)
                        .setStartVersion(lock.getLockVersion())
                        .setCommitVersion(commit)
                        .addAllKeys(List.of(lock.getKey()))
                        .build()));
        if (answer.hasError()) {
            patience.pause("a lock cannot be taken away: " + answer.getError(), null);
        }
    }
}
