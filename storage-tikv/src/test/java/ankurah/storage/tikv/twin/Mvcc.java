package ankurah.storage.tikv.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tikv.kvproto.Kvrpcpb;
import org.tikv.kvproto.Kvrpcpb.Op;
import org.tikv.shade.com.google.protobuf.ByteString;

/** Versions, locks and their rules, as Percolator has them. Guarded by the cluster. */
final class Mvcc {
    private final TreeMap<byte[], Versions> keys = new TreeMap<>(Arrays::compareUnsigned);

    private static final class Versions {
        @Nullable
        Lock lock;
        /** By commit timestamp, the newest first. A rollback stands at the start of its transaction. */
        final TreeMap<Long, Write> writes = new TreeMap<>(Comparator.reverseOrder());

        @Nullable
        Write of(long start) {
            for (Write write : writes.values()) {
                if (write.start() == start) {
                    return write;
                }
            }
            return null;
        }
    }

    private record Lock(long start, ByteString primary, long ttl, Op op, ByteString value, long size) {}

    private record Write(long commit, long start, Op op, ByteString value) {
        boolean isRollback() {
            return op == Op.Rollback;
        }
    }

    private Versions versions(ByteString key) {
        return keys.computeIfAbsent(key.toByteArray(), absent -> new Versions());
    }

    private static Kvrpcpb.LockInfo info(ByteString key, Lock lock) {
        return Kvrpcpb.LockInfo.newBuilder()
                .setKey(key)
                .setPrimaryLock(lock.primary())
                .setLockVersion(lock.start())
                .setLockTtl(lock.ttl())
                .setLockType(lock.op())
                .setTxnSize(lock.size())
                .build();
    }

    private static Kvrpcpb.KeyError locked(ByteString key, Lock lock) {
        return Kvrpcpb.KeyError.newBuilder().setLocked(info(key, lock)).build();
    }

    Kvrpcpb.PrewriteResponse prewrite(Kvrpcpb.PrewriteRequest request) {
        Kvrpcpb.PrewriteResponse.Builder answer = Kvrpcpb.PrewriteResponse.newBuilder();
        for (Kvrpcpb.Mutation change : request.getMutationsList()) {
            Kvrpcpb.KeyError error = refusal(request, change);
            if (error != null) {
                answer.addErrors(error);
            }
        }
        if (answer.getErrorsCount() == 0) {
            request.getMutationsList().forEach(change -> lock(request, change));
        }
        return answer.build();
    }

    private Kvrpcpb.@Nullable KeyError refusal(Kvrpcpb.PrewriteRequest request, Kvrpcpb.Mutation change) {
        long start = request.getStartVersion();
        Versions versions = versions(change.getKey());
        Lock lock = versions.lock;
        if (lock != null) {
            return lock.start() == start ? null : locked(change.getKey(), lock);
        }
        Write own = versions.of(start);
        if (own != null && !own.isRollback()) {
            return null;
        }
        if (own != null || !versions.writes.isEmpty() && versions.writes.firstKey() > start) {
            Write newest = versions.writes.firstEntry().getValue();
            return Kvrpcpb.KeyError.newBuilder()
                    .setConflict(Kvrpcpb.WriteConflict.newBuilder()
                            .setStartTs(start)
                            .setConflictTs(newest.start())
                            .setConflictCommitTs(newest.commit())
                            .setKey(change.getKey())
                            .setPrimary(request.getPrimaryLock()))
                    .build();
        }
        return null;
    }

    private void lock(Kvrpcpb.PrewriteRequest request, Kvrpcpb.Mutation change) {
        Versions versions = versions(change.getKey());
        if (versions.lock == null && versions.of(request.getStartVersion()) == null) {
            versions.lock = new Lock(
                    request.getStartVersion(),
                    request.getPrimaryLock(),
                    request.getLockTtl(),
                    change.getOp(),
                    change.getValue(),
                    request.getTxnSize());
        }
    }

    Kvrpcpb.CommitResponse commit(Kvrpcpb.CommitRequest request) {
        for (ByteString key : request.getKeysList()) {
            Versions versions = versions(key);
            Write written = versions.of(request.getStartVersion());
            boolean holds = versions.lock != null && versions.lock.start() == request.getStartVersion();
            if (!holds && (written == null || written.isRollback())) {
                return Kvrpcpb.CommitResponse.newBuilder()
                        .setError(Kvrpcpb.KeyError.newBuilder().setRetryable("TxnLockNotFound"))
                        .build();
            }
        }
        request.getKeysList().forEach(key -> commit(key, request.getStartVersion(), request.getCommitVersion()));
        return Kvrpcpb.CommitResponse.newBuilder()
                .setCommitVersion(request.getCommitVersion())
                .build();
    }

    private void commit(ByteString key, long start, long commit) {
        Versions versions = versions(key);
        Lock lock = versions.lock;
        if (lock != null && lock.start() == start) {
            versions.writes.put(commit, new Write(commit, start, lock.op(), lock.value()));
            versions.lock = null;
        }
    }

    Kvrpcpb.BatchRollbackResponse rollBack(Kvrpcpb.BatchRollbackRequest request) {
        for (ByteString key : request.getKeysList()) {
            Write written = versions(key).of(request.getStartVersion());
            if (written != null && !written.isRollback()) {
                return Kvrpcpb.BatchRollbackResponse.newBuilder()
                        .setError(Kvrpcpb.KeyError.newBuilder().setAbort("Committed"))
                        .build();
            }
        }
        request.getKeysList().forEach(key -> rollBack(key, request.getStartVersion()));
        return Kvrpcpb.BatchRollbackResponse.getDefaultInstance();
    }

    private void rollBack(ByteString key, long start) {
        Versions versions = versions(key);
        if (versions.lock != null && versions.lock.start() == start) {
            versions.lock = null;
        }
        versions.writes.put(start, new Write(start, start, Op.Rollback, ByteString.EMPTY));
    }

    Kvrpcpb.CheckTxnStatusResponse status(Kvrpcpb.CheckTxnStatusRequest request) {
        ByteString key = request.getPrimaryKey();
        long start = request.getLockTs();
        Versions versions = versions(key);
        Kvrpcpb.CheckTxnStatusResponse.Builder answer = Kvrpcpb.CheckTxnStatusResponse.newBuilder();
        Lock lock = versions.lock;
        if (lock != null && lock.start() == start) {
            if (Cluster.millis(start) + lock.ttl() >= Cluster.millis(request.getCurrentTs())) {
                return answer.setLockTtl(lock.ttl())
                        .setLockInfo(info(key, lock))
                        .build();
            }
            rollBack(key, start);
            return answer.setAction(Kvrpcpb.Action.TTLExpireRollback).build();
        }
        Write written = versions.of(start);
        if (written != null) {
            return answer.setCommitVersion(written.isRollback() ? 0 : written.commit())
                    .build();
        }
        if (!request.getRollbackIfNotExist()) {
            return answer.setError(Kvrpcpb.KeyError.newBuilder()
                            .setTxnNotFound(Kvrpcpb.TxnNotFound.newBuilder()
                                    .setStartTs(start)
                                    .setPrimaryKey(key)))
                    .build();
        }
        rollBack(key, start);
        return answer.setAction(Kvrpcpb.Action.LockNotExistRollback).build();
    }

    void resolve(ByteString key, long start, long commit) {
        Versions versions = versions(key);
        if (versions.lock != null && versions.lock.start() == start) {
            if (commit == 0) {
                rollBack(key, start);
            } else {
                commit(key, start, commit);
            }
        }
    }

    Kvrpcpb.TxnHeartBeatResponse heartbeat(Kvrpcpb.TxnHeartBeatRequest request) {
        Versions versions = versions(request.getPrimaryLock());
        Lock lock = versions.lock;
        if (lock == null || lock.start() != request.getStartVersion()) {
            return Kvrpcpb.TxnHeartBeatResponse.newBuilder()
                    .setError(Kvrpcpb.KeyError.newBuilder().setAbort("TxnLockNotFound"))
                    .build();
        }
        long ttl = Math.max(lock.ttl(), request.getAdviseLockTtl());
        versions.lock = new Lock(lock.start(), lock.primary(), ttl, lock.op(), lock.value(), lock.size());
        return Kvrpcpb.TxnHeartBeatResponse.newBuilder().setLockTtl(ttl).build();
    }

    Kvrpcpb.GetResponse get(Kvrpcpb.GetRequest request) {
        Versions versions = keys.get(request.getKey().toByteArray());
        Kvrpcpb.GetResponse.Builder answer = Kvrpcpb.GetResponse.newBuilder();
        if (versions == null) {
            return answer.setNotFound(true).build();
        }
        Lock lock = versions.lock;
        if (lock != null && lock.start() <= request.getVersion()) {
            return answer.setError(locked(request.getKey(), lock)).build();
        }
        ByteString value = at(versions, request.getVersion());
        return value == null
                ? answer.setNotFound(true).build()
                : answer.setValue(value).build();
    }

    private static @Nullable ByteString at(Versions versions, long timestamp) {
        for (Write write : versions.writes.tailMap(timestamp, true).values()) {
            if (write.op() == Op.Put) {
                return write.value();
            }
            if (write.op() == Op.Del) {
                return null;
            }
        }
        return null;
    }

    Kvrpcpb.ScanResponse scan(Kvrpcpb.ScanRequest request) {
        byte[] first = (request.getReverse() ? request.getEndKey() : request.getStartKey()).toByteArray();
        byte[] end = (request.getReverse() ? request.getStartKey() : request.getEndKey()).toByteArray();
        NavigableMap<byte[], Versions> range = keys.subMap(first, true, end, false);
        Kvrpcpb.ScanResponse.Builder answer = Kvrpcpb.ScanResponse.newBuilder();
        for (Map.Entry<byte[], Versions> entry : (request.getReverse() ? range.descendingMap() : range).entrySet()) {
            if (answer.getPairsCount() == request.getLimit()) {
                break;
            }
            ByteString key = ByteString.copyFrom(entry.getKey());
            Lock lock = entry.getValue().lock;
            if (lock != null && lock.start() <= request.getVersion()) {
                answer.addPairs(Kvrpcpb.KvPair.newBuilder().setError(locked(key, lock)));
                continue;
            }
            ByteString value = at(entry.getValue(), request.getVersion());
            if (value != null) {
                answer.addPairs(Kvrpcpb.KvPair.newBuilder()
                        .setKey(key)
                        .setValue(request.getKeyOnly() ? ByteString.EMPTY : value));
            }
        }
        return answer.build();
    }

    /** Decides what began before, then throws away what nobody can see at the safe point or later. */
    void collect(long safePoint) {
        keys.forEach((key, versions) -> {
            Lock lock = versions.lock;
            if (lock != null && lock.start() < safePoint) {
                Versions primary = versions(lock.primary());
                Write written = primary.of(lock.start());
                if (written == null) {
                    rollBack(lock.primary(), lock.start());
                }
                resolve(
                        ByteString.copyFrom(key),
                        lock.start(),
                        written == null || written.isRollback() ? 0 : written.commit());
            }
        });
        keys.values().forEach(versions -> {
            boolean found = false;
            for (Write write :
                    List.copyOf(versions.writes.tailMap(safePoint, true).values())) {
                boolean counts = write.op() == Op.Put || write.op() == Op.Del;
                if (found || !counts || write.op() == Op.Del) {
                    versions.writes.remove(write.commit());
                }
                found |= counts;
            }
        });
    }

    /** The locks that are there, for tests. */
    List<Kvrpcpb.LockInfo> locks() {
        List<Kvrpcpb.LockInfo> locks = new ArrayList<>();
        keys.forEach((key, versions) -> {
            if (versions.lock != null) {
                locks.add(info(ByteString.copyFrom(key), versions.lock));
            }
        });
        return locks;
    }

    /** A key that is there and has no lock, somewhere in the middle, for cutting regions. */
    byte @Nullable [] someKey(double where) {
        List<byte[]> all = List.copyOf(keys.keySet());
        return all.isEmpty() ? null : all.get((int) (where * all.size()));
    }

    int versions() {
        return keys.values().stream()
                .mapToInt(versions -> versions.writes.size())
                .sum();
    }
}
