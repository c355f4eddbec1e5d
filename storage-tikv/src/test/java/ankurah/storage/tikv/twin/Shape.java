package ankurah.storage.tikv.twin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tikv.kvproto.Metapb;
import org.tikv.shade.com.google.protobuf.ByteString;

/** Which regions there are, and which store leads each. Guarded by the cluster. */
final class Shape {
    private static final int MOST_REGIONS = 24;

    private final int stores;
    private final TreeMap<byte[], Place> places = new TreeMap<>(Arrays::compareUnsigned);
    private List<Place> before;
    private long nextId = 10;

    /** A region at one moment. */
    record Place(Metapb.Region region, int leader) {
        Metapb.Peer peer() {
            return region.getPeers(leader);
        }

        boolean holds(byte[] code) {
            byte[] start = region.getStartKey().toByteArray();
            byte[] end = region.getEndKey().toByteArray();
            return Arrays.compareUnsigned(start, code) <= 0
                    && (end.length == 0 || Arrays.compareUnsigned(code, end) < 0);
        }

        boolean reaches(byte[] code) {
            byte[] end = region.getEndKey().toByteArray();
            return end.length == 0 || Arrays.compareUnsigned(code, end) <= 0;
        }
    }

    Shape(int stores) {
        this.stores = stores;
        put(place(ByteString.EMPTY, ByteString.EMPTY, 1, 1, 0));
        this.before = List.copyOf(places.values());
    }

    private Place place(ByteString start, ByteString end, long version, long conf, int leader) {
        Metapb.Region.Builder region = Metapb.Region.newBuilder()
                .setId(nextId++)
                .setStartKey(start)
                .setEndKey(end)
                .setRegionEpoch(
                        Metapb.RegionEpoch.newBuilder().setVersion(version).setConfVer(conf));
        for (int store = 0; store < stores; store++) {
            region.addPeers(Metapb.Peer.newBuilder().setId(nextId++).setStoreId(store + 1));
        }
        return new Place(region.build(), leader);
    }

    private void put(Place place) {
        places.put(place.region().getStartKey().toByteArray(), place);
    }

    /** @param code in the form in which regions are cut */
    void split(byte[] code) {
        Place whole = at(code);
        if (Arrays.equals(whole.region().getStartKey().toByteArray(), code)) {
            return;
        }
        before = List.copyOf(places.values());
        Metapb.RegionEpoch epoch = whole.region().getRegionEpoch();
        // The part behind keeps the id, as in a real cluster by default.
        put(place(
                whole.region().getStartKey(),
                ByteString.copyFrom(code),
                epoch.getVersion() + 1,
                epoch.getConfVer(),
                whole.leader()));
        put(new Place(
                whole.region().toBuilder()
                        .setStartKey(ByteString.copyFrom(code))
                        .setRegionEpoch(epoch.toBuilder().setVersion(epoch.getVersion() + 1))
                        .build(),
                whole.leader()));
    }

    void disturb(Random random, byte @Nullable [] someCode) {
        List<Place> all = List.copyOf(places.values());
        Place one = all.get(random.nextInt(all.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                if (someCode != null && all.size() < MOST_REGIONS) {
                    split(someCode);
                }
            }
            case 1 -> join(one);
            case 2 -> renewPeer(one);
            default -> lead(one, random.nextInt(stores));
        }
    }

    void lead(Place place, int store) {
        before = List.copyOf(places.values());
        put(new Place(place.region(), store));
    }

    /** With the next one, which is no more. */
    private void join(Place place) {
        Map.Entry<byte[], Place> next =
                places.higherEntry(place.region().getStartKey().toByteArray());
        if (next == null) {
            return;
        }
        before = List.copyOf(places.values());
        places.remove(next.getKey());
        Metapb.Region other = next.getValue().region();
        long version = Math.max(
                        place.region().getRegionEpoch().getVersion(),
                        other.getRegionEpoch().getVersion())
                + 1;
        put(new Place(
                place.region().toBuilder()
                        .setEndKey(other.getEndKey())
                        .setRegionEpoch(
                                place.region().getRegionEpoch().toBuilder().setVersion(version))
                        .build(),
                place.leader()));
    }

    /** One of the copies is replaced by another in the same store. */
    private void renewPeer(Place place) {
        before = List.copyOf(places.values());
        int peer = (place.leader() + 1) % stores;
        Metapb.RegionEpoch epoch = place.region().getRegionEpoch();
        put(new Place(
                place.region().toBuilder()
                        .setPeers(
                                peer, place.region().getPeers(peer).toBuilder().setId(nextId++))
                        .setRegionEpoch(epoch.toBuilder().setConfVer(epoch.getConfVer() + 2))
                        .build(),
                place.leader()));
    }

    Place at(byte[] code) {
        return places.floorEntry(code).getValue();
    }

    /** What was there before the last change. */
    Place staleAt(byte[] code) {
        return before.stream().filter(place -> place.holds(code)).findFirst().orElseThrow();
    }

    @Nullable
    Place previous(Place place) {
        Map.Entry<byte[], Place> entry =
                places.lowerEntry(place.region().getStartKey().toByteArray());
        return entry == null ? null : entry.getValue();
    }

    @Nullable
    Place byId(long id) {
        return places.values().stream()
                .filter(place -> place.region().getId() == id)
                .findFirst()
                .orElse(null);
    }

    List<Place> all() {
        return new ArrayList<>(places.values());
    }
}
