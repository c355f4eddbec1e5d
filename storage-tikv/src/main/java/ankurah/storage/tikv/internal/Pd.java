package ankurah.storage.tikv.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tikv.kvproto.Metapb;
import org.tikv.kvproto.PDGrpc;
import org.tikv.kvproto.PDGrpc.PDBlockingStub;
import org.tikv.kvproto.Pdpb;
import org.tikv.shade.io.grpc.StatusRuntimeException;

/** The placement driver: time, where regions are, how long old versions are kept. Its leader is found, and found again. */
final class Pd implements AutoCloseable {
    /** A timestamp has the milliseconds in front of this many bits. */
    private static final int LOGICAL_BITS = 18;

    private final List<String> given;
    private final Channels channels;
    private final int requestMillis;
    private final Map<Long, String> stores = new ConcurrentHashMap<>();
    private final Tso tso;
    private volatile @Nullable Leader leader;
    /** Asked when those that were named are gone. */
    private volatile Set<String> lastMembers = Set.of();

    /** Who answers, and what every request to it carries. */
    record Leader(String address, Pdpb.RequestHeader header, Set<String> members) {}

    Pd(List<String> addresses, Channels channels, int requestMillis) {
        this.given = addresses;
        this.channels = channels;
        this.requestMillis = requestMillis;
        this.tso = new Tso(requestMillis);
    }

    static long millis(long timestamp) {
        return timestamp >>> LOGICAL_BITS;
    }

    static long atMillis(long millis) {
        return millis << LOGICAL_BITS;
    }

    /** A new one, greater than all before. */
    long timestamp(Patience patience) {
        while (true) {
            Leader asked = leader(patience);
            try {
                Pdpb.Timestamp at = tso.next(PDGrpc.newStub(channels.to(asked.address())), asked.header());
                return atMillis(at.getPhysical()) + at.getLogical();
            } catch (Tso.Broken e) {
                lost(asked);
                patience.pause("no timestamp from " + asked.address() + ": " + e.getMessage(), e);
            }
        }
    }

    /** The region of a key, or of the keys just before it. */
    Region region(byte[] code, boolean before, Patience patience) {
        while (true) {
            Region found = lookUp(code, false, patience);
            if (found != null && before && !found.holdsBefore(code)) {
                found = lookUp(code, true, patience);
            }
            if (found != null && (before ? found.holdsBefore(code) : found.holds(code))) {
                return found;
            }
            patience.pause("no region with a leader is known there", null);
        }
    }

    /** @param previous the one before that which has the key */
    private @Nullable Region lookUp(byte[] code, boolean previous, Patience patience) {
        Pdpb.GetRegionResponse answer = ask(
                (stub, header) -> {
                    Pdpb.GetRegionRequest request = Pdpb.GetRegionRequest.newBuilder()
                            .setHeader(header)
                            .setRegionKey(Bytes.wrap(code))
                            .build();
                    return previous ? stub.getPrevRegion(request) : stub.getRegion(request);
                },
                Pdpb.GetRegionResponse::getHeader,
                patience);
        boolean led = answer.hasRegion() && answer.getLeader().getStoreId() != 0;
        return led ? Region.of(answer.getRegion(), answer.getLeader()) : null;
    }

    String address(long store, Patience patience) {
        String known = stores.get(store);
        if (known != null) {
            return known;
        }
        Metapb.Store found = ask(
                        (stub, header) -> stub.getStore(Pdpb.GetStoreRequest.newBuilder()
                                .setHeader(header)
                                .setStoreId(store)
                                .build()),
                        Pdpb.GetStoreResponse::getHeader,
                        patience)
                .getStore();
        stores.put(store, found.getAddress());
        return found.getAddress();
    }

    /** It did not answer there: perhaps it has moved. */
    void forgetAddress(long store) {
        stores.remove(store);
    }

    /** What is older may be gone. */
    long safePoint(Patience patience) {
        return ask(
                        (stub, header) -> stub.getGCSafePoint(Pdpb.GetGCSafePointRequest.newBuilder()
                                .setHeader(header)
                                .build()),
                        Pdpb.GetGCSafePointResponse::getHeader,
                        patience)
                .getSafePoint();
    }

    /**
     * Asks that nothing from a timestamp on is thrown away for a while.
     *
     * @return the oldest that anybody has asked for; if that is newer, this was not granted
     */
    long hold(String service, long seconds, long timestamp, Patience patience) {
        return ask(
                        (stub, header) ->
                                stub.updateServiceGCSafePoint(Pdpb.UpdateServiceGCSafePointRequest.newBuilder()
                                        .setHeader(header)
                                        .setServiceId(Bytes.utf8(service))
                                        .setTTL(seconds)
                                        .setSafePoint(timestamp)
                                        .build()),
                        Pdpb.UpdateServiceGCSafePointResponse::getHeader,
                        patience)
                .getMinSafePoint();
    }

    private interface Call<A> {
        A send(PDBlockingStub stub, Pdpb.RequestHeader header);
    }

    private <A> A ask(Call<A> call, Function<A, Pdpb.ResponseHeader> header, Patience patience) {
        while (true) {
            Leader asked = leader(patience);
            try {
                A answer = call.send(stub(asked.address()), asked.header());
                Pdpb.ResponseHeader said = header.apply(answer);
                if (!said.hasError() || said.getError().getType() == Pdpb.ErrorType.OK) {
                    return answer;
                }
                lost(asked);
                patience.pause(asked.address() + " says: " + said.getError().getMessage(), null);
            } catch (StatusRuntimeException e) {
                Router.requireKnown(asked.address(), e, patience);
                lost(asked);
                patience.pause("no answer from the placement driver " + asked.address() + ": " + e.getMessage(), e);
            }
        }
    }

    private PDBlockingStub stub(String address) {
        return PDGrpc.newBlockingStub(channels.to(address)).withDeadlineAfter(requestMillis, TimeUnit.MILLISECONDS);
    }

    private void lost(Leader was) {
        if (was.equals(leader)) {
            leader = null;
        }
        lastMembers = was.members();
    }

    private Leader leader(Patience patience) {
        while (true) {
            Leader known = leader;
            if (known != null) {
                return known;
            }
            Set<String> candidates = new LinkedHashSet<>(given);
            candidates.addAll(lastMembers);
            StatusRuntimeException last = null;
            for (String candidate : candidates) {
                try {
                    Leader found = found(stub(candidate).getMembers(Pdpb.GetMembersRequest.getDefaultInstance()));
                    if (found != null) {
                        leader = found;
                        return found;
                    }
                } catch (StatusRuntimeException e) {
                    Router.requireKnown(candidate, e, patience);
                    last = e;
                    channels.hurry(candidate);
                }
            }
            patience.pause(
                    "no placement driver leads at " + String.join(",", candidates)
                            + (last == null ? "" : " (" + last.getMessage() + ")"),
                    last);
        }
    }

    private static @Nullable Leader found(Pdpb.GetMembersResponse members) {
        if (!members.hasLeader() || members.getLeader().getClientUrlsCount() == 0) {
            return null;
        }
        Pdpb.RequestHeader header = Pdpb.RequestHeader.newBuilder()
                .setClusterId(members.getHeader().getClusterId())
                .build();
        Set<String> all = new LinkedHashSet<>();
        for (Pdpb.Member member : members.getMembersList()) {
            member.getClientUrlsList().forEach(url -> all.add(address(url)));
        }
        return new Leader(address(members.getLeader().getClientUrls(0)), header, all);
    }

    private static String address(String url) {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    }

    @Override
    public void close() {
        tso.close();
    }
}
