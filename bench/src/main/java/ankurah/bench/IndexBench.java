package ankurah.bench;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Cursor;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.storage.IndexSpec;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Twenty of many rows along indexes, counting in them, and the same without. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseCompactObjectHeaders", "-Xmx3g"})
public class IndexBench {
    private static final int LEAST_MILLIS = 200_000;
    private static final int GENRES = 25;
    private static final Query PAGE = AnkQl.parse("GenreId = 7 ORDER BY Milliseconds DESC, Name LIMIT 20");

    @Param({"MEMORY", "EMBEDDED"})
    public Stores store = Stores.MEMORY;

    @Param("100000")
    public int rows;

    private Stores.Opened opened;
    private Node node;
    private Context ctx;
    private Cursor halfWay;

    @Setup(Level.Trial)
    public void open() {
        opened = store.open();
        node = Node.durable(opened.engine(), Policy.allowAll());
        ctx = node.context();
        Rows.fill(ctx, rows);
        opened.engine().ensureIndex(IndexSpec.on(Rows.COLLECTION, "Milliseconds"));
        opened.engine()
                .ensureIndex(IndexSpec.of(
                        Rows.COLLECTION,
                        OrderBy.ascending("GenreId"),
                        OrderBy.descending("Milliseconds"),
                        OrderBy.ascending("Name")));
        ctx.run(tx -> tx.create("other", java.util.Map.of()));
        halfWay = ctx.page(Rows.COLLECTION, PAGE.withLimit(rows / GENRES / 2)).next();
    }

    @TearDown(Level.Trial)
    public void close() {
        node.close();
        opened.delete();
    }

    private static Value millis() {
        return Value.of(LEAST_MILLIS + ThreadLocalRandom.current().nextLong(90_000));
    }

    private static Value genre() {
        return Value.of(ThreadLocalRandom.current().nextLong(GENRES));
    }

    @Benchmark
    public List<Entity> twentyInOrder() {
        return ctx.query(Rows.COLLECTION, "Milliseconds >= ? ORDER BY Milliseconds LIMIT 20", millis());
    }

    @Benchmark
    public List<Entity> twentyBackwards() {
        return ctx.query(Rows.COLLECTION, "Milliseconds <= ? ORDER BY Milliseconds DESC LIMIT 20", millis());
    }

    @Benchmark
    public List<Entity> twentyOfOneGenreInOrder() {
        return ctx.query(
                Rows.COLLECTION,
                "GenreId = ? AND Milliseconds < ? ORDER BY Milliseconds DESC LIMIT 20",
                genre(),
                millis());
    }

    @Benchmark
    public List<Entity> twentyOfFourGenresMerged() {
        return ctx.query(
                Rows.COLLECTION,
                "GenreId IN (?, ?, ?, ?) ORDER BY Milliseconds DESC LIMIT 20",
                genre(),
                genre(),
                genre(),
                genre());
    }

    @Benchmark
    public List<Entity> pageFarBehind() {
        return ctx.query(Rows.COLLECTION, PAGE.withAfter(halfWay));
    }

    @Benchmark
    public long countOneGenre() {
        return ctx.count(Rows.COLLECTION, "GenreId = ?", genre());
    }

    @Benchmark
    public List<Entity> scanWithoutIndex() {
        return ctx.query(
                Rows.COLLECTION,
                "Bytes = ?",
                Value.of(ThreadLocalRandom.current().nextLong(5_000_000, 15_000_000)));
    }
}
