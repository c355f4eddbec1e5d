package ankurah.bench;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Receipt;
import ankurah.event.EntityId;
import ankurah.event.Value;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** A transaction that writes one property of one of 1,000 entities, from its begin to its durable end. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-XX:+UseCompactObjectHeaders", "-Xmx2g"})
public class CommitBench {
    @Param
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
        ids = Rows.fill(ctx, 1000);
    }

    @TearDown(Level.Trial)
    public void close() {
        node.close();
        opened.delete();
    }

    @Benchmark
    @Threads(1)
    public Receipt<?> oneWriter() {
        return write();
    }

    @Benchmark
    @Threads(8)
    public Receipt<?> eightWriters() {
        return write();
    }

    private Receipt<?> write() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        EntityId id = ids.get(random.nextInt(ids.size()));
        Value value = Value.of(random.nextLong(1_000_000));
        return ctx.run(tx -> tx.edit(id, Map.of("Milliseconds", value)));
    }
}
