package ankurah.bench;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From the begin of a transaction to the call of a listener in the same process, on its own thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseCompactObjectHeaders", "-Xmx2g"})
public class NotifyBench {
    private Stores.Opened opened;
    private Node node;
    private Context ctx;
    private LiveQuery live;
    private EntityId id;
    private long written;
    private volatile long heard;

    @Setup(Level.Trial)
    public void open() {
        opened = Stores.MEMORY.open();
        node = Node.durable(opened.engine(), Policy.allowAll());
        ctx = node.context();
        id = Rows.fill(ctx, 1000).getFirst();
        live = ctx.live(Rows.COLLECTION, "Milliseconds >= 0 ORDER BY TrackId LIMIT 100");
        live.subscribe(change -> {
            if (change.rows().get(0).get("Milliseconds") instanceof Value.Int value) {
                heard = value.value();
            }
        });
    }

    @TearDown(Level.Trial)
    public void close() {
        live.close();
        node.close();
        opened.delete();
    }

    @Benchmark
    public void inProcess() {
        long next = ++written;
        ctx.run(tx -> tx.edit(id, Map.of("Milliseconds", Value.of(next))));
        while (heard != next) {
            Thread.onSpinWait();
        }
    }
}
