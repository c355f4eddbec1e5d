package ankurah.bench.peers;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A map: what it costs to remember nothing but the newest value, in this process, until it ends. */
final class MapPeer implements Peer {
    private final ConcurrentHashMap<Long, Track> tracks = new ConcurrentHashMap<>();

    @Override
    public void add(int from, int to) {
        for (int i = from; i < to; i++) {
            tracks.put((long) i, Track.of(i));
        }
    }

    @Override
    public long byKey(int i) {
        return Objects.requireNonNull(tracks.get((long) i)).milliseconds();
    }

    @Override
    public void close() {}
}
