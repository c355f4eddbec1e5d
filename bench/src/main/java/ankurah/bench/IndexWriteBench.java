package ankurah.bench;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Receipt;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.IndexSpec;
import java.util.List;
import java.util.Map;
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

/** What indexes cost a writer: transactions that change indexed properties of one row, or of a hundred. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseCompactObjectHeaders", "-Xmx3g"})
public class IndexWriteBench {
    private static final int ROWS = 20_000;
    private static final int MANY = 100;

    @Param({"MEMORY", "EMBEDDED", "EMBEDDED_UNSYNCED"})
    public Stores store = Stores.MEMORY;

    @Param({"0", "1", "3"})
    public int indexes;

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
        List<IndexSpec> specs = List.of(
                IndexSpec.on(Rows.COLLECTION, "Milliseconds"),
                IndexSpec.on(Rows.COLLECTION, "GenreId", "Milliseconds"),
                IndexSpec.on(Rows.COLLECTION, "Bytes", "Name"));
        specs.subList(0, indexes).forEach(opened.engine()::ensureIndex);
    }

    @TearDown(Level.Trial)
    public void close() {
        node.close();
        opened.delete();
    }

    @Benchmark
    public Receipt<?> editOne() {
        return edit(1);
    }

    @Benchmark
    public Receipt<?> editAHundred() {
        return edit(MANY);
    }

    private Receipt<?> edit(int count) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return ctx.run(tx -> {
            for (int i = 0; i < count; i++) {
                Map<String, Value> values = Map.of(
                        "Milliseconds",
                        Value.of(random.nextLong(1_000_000)),
                        "Bytes",
                        Value.of(random.nextLong(1_000_000)));
                tx.edit(ids.get(random.nextInt(ids.size())), values);
            }
        });
    }
}
