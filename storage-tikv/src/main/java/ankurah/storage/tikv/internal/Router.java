package ankurah.storage.tikv.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tikv.kvproto.Errorpb;
import org.tikv.kvproto.Kvrpcpb;
import org.tikv.kvproto.Metapb;
import org.tikv.kvproto.TikvGrpc;
import org.tikv.kvproto.TikvGrpc.TikvBlockingStub;
import org.tikv.shade.io.grpc.Status;
import org.tikv.shade.io.grpc.StatusRuntimeException;

/**
 * Brings requests to whoever answers for their keys. A region may be cut, moved or led by another at any moment; who is
 * asked says so, and then it is looked up again. Errors that pass are waited out here; what an answer says of keys and
 * transactions is the caller's.
 */
final class Router {
    private final Pd pd;
    private final Channels channels;
    private final int requestMillis;
    private final Regions regions = new Regions();

    Router(Pd pd, Channels channels, int requestMillis) {
        this.pd = pd;
        this.channels = channels;
        this.requestMillis = requestMillis;
    }

    /** The answer would be larger than a message may be. */
    static final class Oversized extends RuntimeException {
        private static final long serialVersionUID = 1;

        Oversized(Exception cause) {
            super(cause);
        }
    }

    /** A request, once it is known to which region it goes. */
    interface Call<A> {
        A send(TikvBlockingStub stub, Kvrpcpb.Context context);
    }

    /** Where an answer of one kind says that the region was the wrong one, or cannot answer now. */
    record Kind<A>(Predicate<A> hasError, Function<A, Errorpb.Error> error) {
        static final Kind<Kvrpcpb.GetResponse> GET =
                new Kind<>(Kvrpcpb.GetResponse::hasRegionError, Kvrpcpb.GetResponse::getRegionError);
        static final Kind<Kvrpcpb.ScanResponse> SCAN =
                new Kind<>(Kvrpcpb.ScanResponse::hasRegionError, Kvrpcpb.ScanResponse::getRegionError);
        static final Kind<Kvrpcpb.PrewriteResponse> PREWRITE =
                new Kind<>(Kvrpcpb.PrewriteResponse::hasRegionError, Kvrpcpb.PrewriteResponse::getRegionError);
        static final Kind<Kvrpcpb.CommitResponse> COMMIT =
                new Kind<>(Kvrpcpb.CommitResponse::hasRegionError, Kvrpcpb.CommitResponse::getRegionError);
        static final Kind<Kvrpcpb.BatchRollbackResponse> ROLLBACK = new Kind<>(
                Kvrpcpb.BatchRollbackResponse::hasRegionError, Kvrpcpb.BatchRollbackResponse::getRegionError);
        static final Kind<Kvrpcpb.CheckTxnStatusResponse> STATUS = new Kind<>(
                Kvrpcpb.CheckTxnStatusResponse::hasRegionError, Kvrpcpb.CheckTxnStatusResponse::getRegionError);
        static final Kind<Kvrpcpb.ResolveLockResponse> RESOLVE =
                new Kind<>(Kvrpcpb.ResolveLockResponse::hasRegionError, Kvrpcpb.ResolveLockResponse::getRegionError);
        static final Kind<Kvrpcpb.TxnHeartBeatResponse> HEARTBEAT =
                new Kind<>(Kvrpcpb.TxnHeartBeatResponse::hasRegionError, Kvrpcpb.TxnHeartBeatResponse::getRegionError);
    }

    Region holding(byte[] key, Patience patience) {
        byte[] code = KeyCode.encode(key);
        Region known = regions.holding(code);
        return known != null ? known : remembered(pd.region(code, false, patience));
    }

    /** The region of the keys just before that one. */
    Region holdingBefore(byte[] key, Patience patience) {
        byte[] code = KeyCode.encode(key);
        Region known = regions.holdingBefore(code);
        return known != null ? known : remembered(pd.region(code, true, patience));
    }

    private Region remembered(Region region) {
        regions.put(region);
        return region;
    }

    /** Asks about one key until there is an answer. */
    <A> A ask(byte[] key, Kind<A> kind, Patience patience, Call<A> call) {
        try {
            while (true) {
                A answer = attempt(holding(key, patience), kind, patience, call);
                if (answer != null) {
                    return answer;
                }
            }
        } catch (Oversized e) {
            throw Failures.failed(patience.store(), "a value is too large to be sent: " + e.getMessage(), e);
        }
    }

    /** Asks a region once; null, after a pause, if it has to be looked up again and asked again. */
    <A> @Nullable A attempt(Region region, Kind<A> kind, Patience patience, Call<A> call) {
        long store = region.leader().getStoreId();
        String address = pd.address(store, patience);
        Kvrpcpb.Context context = Kvrpcpb.Context.newBuilder()
                .setRegionId(region.meta().getId())
                .setRegionEpoch(region.meta().getRegionEpoch())
                .setPeer(region.leader())
                .build();
        try {
            TikvBlockingStub stub = TikvGrpc.newBlockingStub(channels.to(address))
                    .withDeadlineAfter(requestMillis, TimeUnit.MILLISECONDS);
            A answer = call.send(stub, context);
            if (!kind.hasError().test(answer)) {
                return answer;
            }
            meet(region, kind.error().apply(answer), patience);
        } catch (StatusRuntimeException e) {
            meet(region, address, e, patience);
        }
        return null;
    }

    private void meet(Region region, String address, StatusRuntimeException e, Patience patience) {
        requireKnown(address, e, patience);
        if (e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) {
            throw new Oversized(e);
        }
        regions.forget(region);
        pd.forgetAddress(region.leader().getStoreId());
        channels.hurry(address);
        patience.pause("no answer from " + address + ": " + e.getMessage(), e);
    }

    /** Where a request is not known, or not allowed, it is of no use to try again. */
    static void requireKnown(String address, StatusRuntimeException e, Patience patience) {
        switch (e.getStatus().getCode()) {
            case UNIMPLEMENTED, UNAUTHENTICATED, PERMISSION_DENIED, INVALID_ARGUMENT ->
                throw Failures.failed(patience.store(), address + " says " + e.getMessage(), e);
            default -> {}
        }
    }

    private void meet(Region region, Errorpb.Error error, Patience patience) {
        if (error.hasRaftEntryTooLarge()) {
            throw Failures.failed(patience.store(), "a value is too large for it: " + error.getMessage(), null);
        }
        if (error.hasDiskFull()) {
            throw Failures.full(patience.store());
        }
        if (error.hasNotLeader()) {
            regions.forget(region);
            Metapb.Peer leader = error.getNotLeader().getLeader();
            if (leader.getStoreId() != 0 && region.meta().getPeersList().contains(leader)) {
                regions.put(region.ledBy(leader));
            }
        } else if (!isBusy(error)) {
            regions.forget(region);
        }
        patience.pause("region " + region.meta().getId() + " says: " + error.getMessage(), null);
    }

    /** The right one was asked, and cannot answer now. */
    private static boolean isBusy(Errorpb.Error error) {
        return error.hasServerIsBusy()
                || error.hasMaxTimestampNotSynced()
                || error.hasReadIndexNotReady()
                || error.hasProposalInMergingMode()
                || error.hasDataIsNotReady()
                || error.hasRecoveryInProgress();
    }
}
