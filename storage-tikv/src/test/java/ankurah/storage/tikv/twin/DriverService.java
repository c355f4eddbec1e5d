package ankurah.storage.tikv.twin;

import java.util.function.Supplier;
import org.tikv.kvproto.Metapb;
import org.tikv.kvproto.PDGrpc;
import org.tikv.kvproto.Pdpb;
import org.tikv.shade.io.grpc.Status;
import org.tikv.shade.io.grpc.stub.StreamObserver;

/** What one placement driver answers. Only the one that leads answers more than who leads. */
final class DriverService extends PDGrpc.PDImplBase {
    private final Cluster cluster;
    private final int driver;

    DriverService(Cluster cluster, int driver) {
        this.cluster = cluster;
        this.driver = driver;
    }

    @Override
    public void getMembers(Pdpb.GetMembersRequest request, StreamObserver<Pdpb.GetMembersResponse> out) {
        if (cluster.isDark()) {
            refuse(out);
            return;
        }
        out.onNext(Pdpb.GetMembersResponse.newBuilder()
                .setHeader(Cluster.header())
                .addMembers(member(0))
                .addMembers(member(1))
                .setLeader(member(cluster.leadingDriver()))
                .build());
        out.onCompleted();
    }

    private Pdpb.Member member(int number) {
        return Pdpb.Member.newBuilder()
                .setName("pd" + number)
                .setMemberId(number + 1)
                .addClientUrls("http://" + cluster.driverAddress(number))
                .build();
    }

    @Override
    public StreamObserver<Pdpb.TsoRequest> tso(StreamObserver<Pdpb.TsoResponse> out) {
        return new StreamObserver<>() {
            private boolean ended;

            @Override
            public void onNext(Pdpb.TsoRequest request) {
                if (ended) {
                    return;
                }
                if (!answers(request.getHeader())) {
                    ended = true;
                    refuse(out);
                    return;
                }
                long timestamp = cluster.timestamp();
                out.onNext(Pdpb.TsoResponse.newBuilder()
                        .setHeader(Cluster.header())
                        .setCount(request.getCount())
                        .setTimestamp(Pdpb.Timestamp.newBuilder()
                                .setPhysical(Cluster.millis(timestamp))
                                .setLogical(timestamp & 0x3ffff))
                        .build());
            }

            @Override
            public void onError(Throwable failure) {
                // The client has let go.
                ended = true;
            }

            @Override
            public void onCompleted() {
                ended = true;
                out.onCompleted();
            }
        };
    }

    @Override
    public void getRegion(Pdpb.GetRegionRequest request, StreamObserver<Pdpb.GetRegionResponse> out) {
        answer(
                out,
                request.getHeader(),
                () -> cluster.region(request.getRegionKey().toByteArray(), false));
    }

    @Override
    public void getPrevRegion(Pdpb.GetRegionRequest request, StreamObserver<Pdpb.GetRegionResponse> out) {
        answer(
                out,
                request.getHeader(),
                () -> cluster.region(request.getRegionKey().toByteArray(), true));
    }

    @Override
    public void getStore(Pdpb.GetStoreRequest request, StreamObserver<Pdpb.GetStoreResponse> out) {
        answer(
                out,
                request.getHeader(),
                () -> Pdpb.GetStoreResponse.newBuilder()
                        .setHeader(Cluster.header())
                        .setStore(Metapb.Store.newBuilder()
                                .setId(request.getStoreId())
                                .setAddress(cluster.storeAddress(request.getStoreId())))
                        .build());
    }

    @Override
    public void getGCSafePoint(Pdpb.GetGCSafePointRequest request, StreamObserver<Pdpb.GetGCSafePointResponse> out) {
        answer(
                out,
                request.getHeader(),
                () -> Pdpb.GetGCSafePointResponse.newBuilder()
                        .setHeader(Cluster.header())
                        .setSafePoint(cluster.safePoint())
                        .build());
    }

    @Override
    public void updateServiceGCSafePoint(
            Pdpb.UpdateServiceGCSafePointRequest request, StreamObserver<Pdpb.UpdateServiceGCSafePointResponse> out) {
        if (!cluster.knowsHolds()) {
            super.updateServiceGCSafePoint(request, out);
            return;
        }
        answer(
                out,
                request.getHeader(),
                () -> Pdpb.UpdateServiceGCSafePointResponse.newBuilder()
                        .setHeader(Cluster.header())
                        .setServiceId(request.getServiceId())
                        .setTTL(request.getTTL())
                        .setMinSafePoint(cluster.hold(
                                request.getServiceId().toStringUtf8(), request.getTTL(), request.getSafePoint()))
                        .build());
    }

    private boolean answers(Pdpb.RequestHeader header) {
        return !cluster.isDark() && cluster.leads(driver) && header.getClusterId() == Cluster.CLUSTER_ID;
    }

    private <A> void answer(StreamObserver<A> out, Pdpb.RequestHeader header, Supplier<A> body) {
        if (!answers(header)) {
            refuse(out);
            return;
        }
        out.onNext(body.get());
        out.onCompleted();
    }

    private static void refuse(StreamObserver<?> out) {
        out.onError(Status.UNAVAILABLE.withDescription("not leader").asRuntimeException());
    }
}
