package ankurah.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.IndexLimits;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.testkit.Oracle;
import ankurah.storage.testkit.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A power loss in the middle of a write, while an index is built: the file ends anywhere within the last records. */
class TornLogTest {
    private static final String ROWS = "thing";
    private static final IndexSpec INDEX = IndexSpec.of(ROWS, OrderBy.ascending("n"), OrderBy.descending("text"));
    private static final List<Query> QUERIES = List.of(
            AnkQl.parse("n = 3 ORDER BY text DESC"),
            AnkQl.parse("n > 2 ORDER BY n, text DESC LIMIT 9"),
            AnkQl.parse("n IN (1, 2) ORDER BY text LIMIT 20"));

    private final List<TreeMap<EntityId, EntityState>> history = new ArrayList<>();

    private static EngineOptions options() {
        return World.options(1).withIndexes(new IndexLimits(9, 0, 0, 16));
    }

    @Test
    void whatIsCutOffIsWholeCommitsAndTheIndexIsThatOfTheRest() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (FolderPlace place = new FolderPlace();
                StorageEngine engine = place.open(options())) {
            World world = new World(seed, Position.start(engine.identity().log()));
            history.add(new TreeMap<>());
            write(engine, world, 100);
            engine.declareIndex(INDEX);
            while (engine.workOnIndexes()) {
                write(engine, world, 5);
            }
            write(engine, world, 5);
            for (int i = 0; i < 25; i++) {
                try (FolderPlace copy = new FolderPlace()) {
                    copy(place.folder(), copy.folder());
                    tear(copy.folder(), random);
                    check(copy);
                }
            }
        }
    }

    private void write(StorageEngine engine, World world, int rows) {
        Random random = world.random();
        List<EntityId> ids = new ArrayList<>(world.states().keySet());
        for (int i = 0; i < rows; i++) {
            Map<String, Value> row =
                    Map.of("n", Value.of(random.nextInt(6)), "text", Value.of("t" + random.nextInt(9)));
            if (ids.isEmpty() || random.nextInt(3) == 0) {
                world.create(ROWS, row);
            } else {
                world.update(ids.get(random.nextInt(ids.size())), row);
            }
        }
        engine.commit(world.group());
        history.add(new TreeMap<>(world.states()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(path -> !path.endsWith("LOCK")).toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    private static void tear(Path folder, Random random) throws IOException {
        Path log;
        try (Stream<Path> files = Files.list(folder)) {
            log = files.filter(path -> path.toString().endsWith(".log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
        long size = Files.size(log);
        assertThat(size).isGreaterThan(1_000);
        try (var channel = Files.newByteChannel(log, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(size / 4 + random.nextLong(size - size / 4));
        }
    }

    private void check(FolderPlace place) {
        try (StorageEngine engine = place.open(options())) {
            TreeMap<EntityId, EntityState> states;
            try (StorageSnapshot now = engine.snapshot()) {
                states = history.get((int) now.position().number());
            }
            answers(engine, states);
            while (engine.workOnIndexes()) {
                answers(engine, states);
            }
            answers(engine, states);
            assertThat(engine.indexes()).allMatch(index -> index.phase() == IndexStatus.Phase.READY);
        }
    }

    private static void answers(StorageEngine engine, TreeMap<EntityId, EntityState> states) {
        Oracle oracle = new Oracle(states);
        try (StorageSnapshot now = engine.snapshot()) {
            for (Query query : QUERIES) {
                List<EntityState> given = new ArrayList<>();
                try (RowCursor rows = now.query(ROWS, query)) {
                    for (EntityState row = rows.next(); row != null; row = rows.next()) {
                        given.add(row);
                    }
                }
                assertThat(given)
                        .as(() -> query + " by " + now.explain(ROWS, query))
                        .isEqualTo(oracle.rows(ROWS, query, false));
                assertThat(now.count(ROWS, query)).isEqualTo(given.size());
            }
        }
    }
}
