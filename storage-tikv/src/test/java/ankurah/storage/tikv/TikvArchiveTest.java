package ankurah.storage.tikv;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.internal.archive.ArchiveLoad;
import ankurah.core.internal.archive.Exporter;
import ankurah.core.internal.archive.Heading;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.Counter;
import ankurah.core.type.DataTypes;
import ankurah.event.EntityId;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStorage;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A node runs over a cluster, and what it exports is loaded into another store and back again without a difference. */
class TikvArchiveTest {
    private static final Sha256 SHA = Sha256.jdk();
    private static final Properties PROPERTIES = new Properties(DataTypes.builtIn());
    private static final List<String> QUERIES =
            List.of("", "n > 3 ORDER BY n DESC, word LIMIT 20", "word LIKE 'w1%' ORDER BY word DESC");

    private final long seed = new Random().nextLong();

    private static void fill(ClusterPlace place, Random random) {
        try (Node node = Node.durable(place.open(EngineOptions.defaults()), Policy.allowAll())) {
            fill(node.context(), random);
        }
    }

    private static void fill(Context context, Random random) {
        List<EntityId> ids = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            long n = random.nextInt(9);
            String word = "w" + i;
            ids.add(context.transact(tx -> tx.create("thing", Map.of("n", Value.of(n), "word", Value.of(word)))
                            .id())
                    .value());
            EntityId some = ids.get(random.nextInt(ids.size()));
            context.run(tx -> tx.apply(some, "plays", Counter.add(n)));
        }
        context.run(tx -> tx.delete(ids.getFirst()));
        context.erase(ids.get(1));
    }

    private static List<byte[]> export(StorageEngine engine) {
        List<byte[]> lines = new ArrayList<>();
        Exporter.export(engine, PROPERTIES, SHA, lines::add);
        return lines;
    }

    private static void load(StorageEngine into, List<byte[]> lines) {
        ArchiveLoad load = ArchiveLoad.begin(into, lines.getFirst(), new Fold(PROPERTIES), SHA);
        try {
            lines.subList(1, lines.size()).forEach(load::take);
            load.finish();
        } finally {
            load.close();
        }
    }

    private static EngineOptions emptyFor(List<byte[]> lines) {
        Heading heading = Heading.read(lines.getFirst());
        return EngineOptions.defaults().withSystem(heading.system()).withLog(heading.log());
    }

    private static List<EntityState> rows(StorageEngine engine, String query) {
        List<EntityState> rows = new ArrayList<>();
        try (StorageSnapshot snapshot = engine.snapshot();
                RowCursor cursor = snapshot.query("thing", AnkQl.parse(query))) {
            for (EntityState row = cursor.next(); row != null; row = cursor.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static void assertSame(StorageEngine one, StorageEngine other) {
        assertThat(export(other)).usingElementComparator(Arrays::compare).isEqualTo(export(one));
        for (String query : QUERIES) {
            assertThat(rows(other, query)).as(query).isEqualTo(rows(one, query));
        }
    }

    @Test
    void whatANodeKeptInAClusterIsLoadedIntoMemoryAndBackTheSame() {
        System.out.println("seed " + seed);
        try (ClusterPlace place = new ClusterPlace(seed);
                ClusterPlace another = new ClusterPlace(seed + 1)) {
            fill(place, new Random(seed));
            try (StorageEngine cluster = place.open(EngineOptions.defaults())) {
                List<byte[]> lines = export(cluster);
                try (StorageEngine memory = MemoryStorage.open(emptyFor(lines));
                        StorageEngine back = another.open(emptyFor(lines))) {
                    load(memory, lines);
                    assertSame(cluster, memory);
                    load(back, export(memory));
                    assertSame(cluster, back);
                }
            }
        }
    }
}
