package ankurah.storage.tikv.twin;

import java.util.List;
import org.tikv.kvproto.Errorpb;
import org.tikv.kvproto.Kvrpcpb;
import org.tikv.kvproto.TikvGrpc;
import org.tikv.shade.com.google.protobuf.ByteString;
import org.tikv.shade.io.grpc.stub.StreamObserver;

/** What one store answers. */
final class StoreService extends TikvGrpc.TikvImplBase {
    private final Cluster cluster;
    private final int store;

    StoreService(Cluster cluster, int store) {
        this.cluster = cluster;
        this.store = store;
    }

    @Override
    public void kvGet(Kvrpcpb.GetRequest request, StreamObserver<Kvrpcpb.GetResponse> out) {
        cluster.serve(
                out,
                store,
                "KvGet",
                request.getContext(),
                List.of(request.getKey()),
                error -> Kvrpcpb.GetResponse.newBuilder().setRegionError(error).build(),
                () -> cluster.mvcc().get(request));
    }

    @Override
    public void kvScan(Kvrpcpb.ScanRequest request, StreamObserver<Kvrpcpb.ScanResponse> out) {
        ByteString first = request.getReverse() ? request.getEndKey() : request.getStartKey();
        ByteString end = request.getReverse() ? request.getStartKey() : request.getEndKey();
        cluster.serve(
                out,
                store,
                "KvScan",
                request.getContext(),
                List.of(first),
                error -> Kvrpcpb.ScanResponse.newBuilder().setRegionError(error).build(),
                () -> {
                    cluster.requireWithin(request.getContext().getRegionId(), end);
                    return cluster.mvcc().scan(request);
                });
    }

    @Override
    public void kvPrewrite(Kvrpcpb.PrewriteRequest request, StreamObserver<Kvrpcpb.PrewriteResponse> out) {
        cluster.serve(
                out,
                store,
                "KvPrewrite",
                request.getContext(),
                request.getMutationsList().stream()
                        .map(Kvrpcpb.Mutation::getKey)
                        .toList(),
                error -> Kvrpcpb.PrewriteResponse.newBuilder()
                        .setRegionError(error)
                        .build(),
                () -> {
                    cluster.requireSound(request);
                    Errorpb.Error tooLarge = Cluster.tooLarge(request);
                    return tooLarge == null
                            ? cluster.mvcc().prewrite(request)
                            : Kvrpcpb.PrewriteResponse.newBuilder()
                                    .setRegionError(tooLarge)
                                    .build();
                });
    }

    @Override
    public void kvCommit(Kvrpcpb.CommitRequest request, StreamObserver<Kvrpcpb.CommitResponse> out) {
        cluster.serve(
                out,
                store,
                "KvCommit",
                request.getContext(),
                request.getKeysList(),
                error -> Kvrpcpb.CommitResponse.newBuilder()
                        .setRegionError(error)
                        .build(),
                () -> {
                    cluster.requireSound(request);
                    return cluster.mvcc().commit(request);
                });
    }

    @Override
    public void kvBatchRollback(
            Kvrpcpb.BatchRollbackRequest request, StreamObserver<Kvrpcpb.BatchRollbackResponse> out) {
        cluster.serve(
                out,
                store,
                "KvBatchRollback",
                request.getContext(),
                request.getKeysList(),
                error -> Kvrpcpb.BatchRollbackResponse.newBuilder()
                        .setRegionError(error)
                        .build(),
                () -> cluster.mvcc().rollBack(request));
    }

    @Override
    public void kvCheckTxnStatus(
            Kvrpcpb.CheckTxnStatusRequest request, StreamObserver<Kvrpcpb.CheckTxnStatusResponse> out) {
        cluster.serve(
                out,
                store,
                "KvCheckTxnStatus",
                request.getContext(),
                List.of(request.getPrimaryKey()),
                error -> Kvrpcpb.CheckTxnStatusResponse.newBuilder()
                        .setRegionError(error)
                        .build(),
                () -> cluster.mvcc().status(request));
    }

    @Override
    public void kvResolveLock(Kvrpcpb.ResolveLockRequest request, StreamObserver<Kvrpcpb.ResolveLockResponse> out) {
        cluster.serve(
                out,
                store,
                "KvResolveLock",
                request.getContext(),
                request.getKeysList(),
                error -> Kvrpcpb.ResolveLockResponse.newBuilder()
                        .setRegionError(error)
                        .build(),
                () -> {
                    request.getKeysList()
                            .forEach(key ->
                                    cluster.mvcc().resolve(key, request.getStartVersion(), request.getCommitVersion()));
                    return Kvrpcpb.ResolveLockResponse.getDefaultInstance();
                });
    }

    @Override
    public void kvTxnHeartBeat(Kvrpcpb.TxnHeartBeatRequest request, StreamObserver<Kvrpcpb.TxnHeartBeatResponse> out) {
        cluster.serve(
                out,
                store,
                "KvTxnHeartBeat",
                request.getContext(),
                List.of(request.getPrimaryLock()),
                error -> Kvrpcpb.TxnHeartBeatResponse.newBuilder()
                        .setRegionError(error)
                        .build(),
                () -> cluster.mvcc().heartbeat(request));
    }
}
