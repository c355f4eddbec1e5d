package ankurah.bench;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.EntityId;
import ankurah.event.Value;
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

/** Reads of 100,000 rows: one by its id, twenty by an index and order, and one by looking at all of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseCompactObjectHeaders", "-Xmx2g"})
public class QueryBench {
    private static final int ROWS = 100_000;

    @Param({"MEMORY", "EMBEDDED"})
    public Stores store = Stores.MEMORY;

    private Stores.Opened opened;
    private Node node;
    private Context ctx;
    private List<EntityId> ids = List.of();

    @Setup(Level.Trial)
    public void open() {
        opened = store.open();
        node = Node.durable(opened.engine(), Policy.allowAll());
        ctx = node.context();
        ids = Rows.fill(ctx, ROWS);
        opened.engine().ensureIndex(IndexSpec.on(Rows.COLLECTION, "Milliseconds"));
    }

    @TearDown(Level.Trial)
    public void close() {
        node.close();
        opened.delete();
    }

    @Benchmark
    public Entity byId() {
        return ctx.get(ids.get(ThreadLocalRandom.current().nextInt(ROWS)));
    }

    @Benchmark
    public List<Entity> twentyByIndexAndOrder() {
        long from = 200_000 + ThreadLocalRandom.current().nextLong(90_000);
        return ctx.query(Rows.COLLECTION, "Milliseconds >= ? ORDER BY Milliseconds LIMIT 20", Value.of(from));
    }

    @Benchmark
    public List<Entity> oneByScan() {
        return ctx.query(
                Rows.COLLECTION,
                "Bytes = ?",
                Value.of(ThreadLocalRandom.current().nextLong(5_000_000, 15_000_000)));
    }
}
