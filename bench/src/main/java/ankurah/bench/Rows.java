package ankurah.bench;

import ankurah.core.Context;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of nine properties, as a track has. */
final class Rows {
    static final String COLLECTION = "track";
    private static final int PER_COMMIT = 1000;

    private Rows() {}

    static List<EntityId> fill(Context ctx, int count) {
        List<EntityId> ids = new ArrayList<>(count);
        for (int from = 0; from < count; from += PER_COMMIT) {
            int first = from;
            int end = Math.min(count, from + PER_COMMIT);
            ctx.run(tx -> {
                for (int i = first; i < end; i++) {
                    ids.add(tx.create(COLLECTION, row(i)).id());
                }
            });
        }
        return ids;
    }

    static Map<String, Value> row(int i) {
        return Map.of(
                "TrackId", Value.of(i),
                "Name", Value.of("For Those About To Rock, part " + i),
                "AlbumId", Value.of(i / 10),
                "MediaTypeId", Value.of(i % 5),
                "GenreId", Value.of(i % 25),
                "Composer", Value.of("Angus Young, Malcolm Young, Brian Johnson"),
                "Milliseconds", Value.of(200_000 + i * 7919L % 100_003),
                "Bytes", Value.of(5_000_000 + i * 104_729L % 9_999_991),
                "UnitPrice", Value.of(new java.math.BigDecimal("0.99")));
    }
}
