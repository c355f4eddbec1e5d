package ankurah.bench;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.event.Value;
import ankurah.storage.IndexSpec;
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

/** A connected client that holds nothing asks for twenty of the server's 100,000 rows along an index, and has them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 4)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseCompactObjectHeaders", "-Xmx2g"})
public class LoopbackQueryBench {
    private static final int ROWS = 100_000;
    private static final int WANTED = 20;
    private static final int LEAST_MILLIS = 200_000;
    private static final int SPREAD_MILLIS = 90_000;

    private Rig rig;
    private Node client;
    private Context ctx;
    private int asked;

    @Setup(Level.Trial)
    public void open() {
        rig = new Rig();
        Rows.fill(rig.node.context(), ROWS);
        rig.store.engine().ensureIndex(IndexSpec.on(Rows.COLLECTION, "Milliseconds"));
        client = rig.client();
        ctx = client.context();
    }

    @TearDown(Level.Trial)
    public void close() {
        client.close();
        rig.close();
    }

    @Benchmark
    public int twentyByIndex() {
        Value least = Value.of(LEAST_MILLIS + ++asked * 7919L % SPREAD_MILLIS);
        int size = ctx.query(Rows.COLLECTION, "Milliseconds >= ? ORDER BY Milliseconds LIMIT 20", least)
                .size();
        if (size != WANTED) {
            throw new IllegalStateException(size + " rows instead of " + WANTED);
        }
        return size;
    }
}
