package ankurah.storage.testkit;

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
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A power loss in the middle of a write, while an index is built: the file written last ends anywhere within its records. */
public abstract class TornContract {
    private static final int CUTS = System.getProperty("ankurah.deep") == null ? 25 : 1_000;
    private static final String ROWS = "thing";
    private static final IndexSpec INDEX = IndexSpec.of(ROWS, OrderBy.ascending("n"), OrderBy.descending("text"));
    private static final List<Query> QUERIES = List.of(
            AnkQl.parse("n = 3 ORDER BY text DESC"),
            AnkQl.parse("n > 2 ORDER BY n, text DESC LIMIT 9"),
            AnkQl.parse("n IN (1, 2) ORDER BY text LIMIT 20"));

    private final List<TreeMap<EntityId, EntityState>> history = new ArrayList<>();

    protected abstract Place newPlace();

    /** Makes another place of what the disk may have of one after a power loss, though its engine is open. */
    protected abstract Place torn(Place place, Random random) throws IOException;

    private static EngineOptions options() {
        return World.options(1).withIndexes(new IndexLimits(9, 0, 0, 16));
    }

    @Test
    void whatIsCutOffIsWholeCommitsAndTheIndexIsThatOfTheRest() throws IOException {
        long seed = Long.getLong("ankurah.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (Place place = newPlace();
                StorageEngine engine = place.open(options())) {
            World world = new World(seed, Position.start(engine.identity().log()));
            history.add(new TreeMap<>());
            write(engine, world, 100);
            engine.declareIndex(INDEX);
            while (engine.workOnIndexes()) {
                write(engine, world, 5);
            }
            write(engine, world, 5);
            TreeSet<Integer> kept = new TreeSet<>();
            for (int i = 0; i < CUTS; i++) {
                try (Place copy = torn(place, random)) {
                    kept.add(check(copy));
                }
            }
            // Else the cuts were nowhere near what was written.
            assertThat(kept).hasSizeGreaterThan(3);
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

    /** Cuts off the end of a file: at most three quarters, since what it began with had long been there. */
    protected static void cut(Path file, Random random) throws IOException {
        long size = Files.size(file);
        assertThat(size).isGreaterThan(1_000);
        long left = size / 4 + random.nextLong(size - size / 4);
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(left);
        }
    }

    /** The number of the last commit that is there. */
    private int check(Place place) {
        try (StorageEngine engine = place.open(options())) {
            int number;
            try (StorageSnapshot now = engine.snapshot()) {
                number = (int) now.position().number();
                assertThat(now.log(0, Integer.MAX_VALUE)).hasSize(number);
            }
            TreeMap<EntityId, EntityState> states = history.get(number);
            answers(engine, states);
            while (engine.workOnIndexes()) {
                answers(engine, states);
            }
            answers(engine, states);
            assertThat(engine.indexes()).allMatch(index -> index.phase() == IndexStatus.Phase.READY);
            return number;
        }
    }

    private static void answers(StorageEngine engine, TreeMap<EntityId, EntityState> states) {
        try (StorageSnapshot now = engine.snapshot()) {
            new Oracle(states).requireAnswers(now, ROWS, QUERIES);
            assertThat(now.indexDifference()).isNull();
        }
    }
}
