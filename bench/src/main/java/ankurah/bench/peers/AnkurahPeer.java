package ankurah.bench.peers;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.storage.IndexSpec;
import ankurah.storage.StorageEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A durable node: every row an event with an id of its own, a history and a merge. */
final class AnkurahPeer implements Peer {
    private static final String COLLECTION = "track";
    private static final Query BY_KEY = AnkQl.parse("trackId = ?");
    private static final Query RANGE = AnkQl.parse("trackId >= ? AND trackId < ?");
    private static final Query PAGE = AnkQl.parse("milliseconds >= ? ORDER BY milliseconds");

    private final StorageEngine storage;
    private final Node node;
    private final Context ctx;
    private final boolean byId;
    private final List<EntityId> ids = new ArrayList<>();

    /** @param byId look up by entity id, not along an index */
    AnkurahPeer(StorageEngine storage, boolean byId) {
        this.storage = storage;
        this.node = Node.durable(storage, Policy.allowAll());
        this.ctx = node.context();
        this.byId = byId;
    }

    @Override
    public void add(int from, int to) {
        ctx.run(tx -> {
            for (int i = from; i < to; i++) {
                ids.add(tx.create(COLLECTION, values(Track.of(i))).id());
            }
        });
    }

    private static Map<String, Value> values(Track track) {
        return Map.of(
                "trackId", Value.of(track.trackId()),
                "name", Value.of(track.name()),
                "albumId", Value.of(track.albumId()),
                "mediaTypeId", Value.of(track.mediaTypeId()),
                "genreId", Value.of(track.genreId()),
                "composer", Value.of(track.composer()),
                "milliseconds", Value.of(track.milliseconds()),
                "bytes", Value.of(track.bytes()),
                "unitPrice", Value.of(track.unitPrice()));
    }

    @Override
    public void added() {
        storage.ensureIndex(IndexSpec.on(COLLECTION, "trackId"));
        storage.ensureIndex(IndexSpec.on(COLLECTION, "milliseconds"));
    }

    @Override
    public long byKey(int i) {
        Entity found = byId
                ? ctx.get(ids.get(i))
                : ctx.query(COLLECTION, BY_KEY.bind(List.of(Value.of(i)))).getFirst();
        return ((Value.Int) found.get("milliseconds")).value();
    }

    @Override
    public long range(int from, int to) {
        return sum(ctx.query(COLLECTION, RANGE.bind(List.of(Value.of(from), Value.of(to)))));
    }

    @Override
    public long page(long least, int rows) {
        return sum(ctx.query(COLLECTION, PAGE.bind(List.of(Value.of(least))).withLimit(rows)));
    }

    private static long sum(List<Entity> rows) {
        return rows.stream()
                .mapToLong(row -> ((Value.Int) row.get("milliseconds")).value())
                .sum();
    }

    @Override
    public void change(int i, long length) {
        ctx.run(tx -> tx.set(ids.get(i), "milliseconds", Value.of(length)));
    }

    @Override
    public void close() {
        node.close();
    }
}
