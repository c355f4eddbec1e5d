package ankurah.bench;

import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

/**
 * A client with a live query over 10,000 rows was away while the server took commits of one event each; from the mended
 * line to the last of them in its result, connecting included. Divide by the commits for the cost of one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 15)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseCompactObjectHeaders", "-Xmx2g"})
public class CatchUpBench {
    private static final int ROWS = 10_000;

    @Param({"1", "100", "1000", "5000"})
    public int missed;

    private Rig rig;
    private Rig.Line line;
    private Node client;
    private LiveQuery live;
    private List<EntityId> ids = List.of();
    private long written;
    private volatile long heard;

    @Setup(Level.Trial)
    public void open() {
        rig = new Rig();
        ids = Rows.fill(rig.node.context(), ROWS);
        line = rig.line();
        client = rig.client(line);
        live = client.context().live(Rows.COLLECTION, "").awaitLive(Duration.ofSeconds(20));
        live.subscribe(change -> heard = change.position().number());
    }

    @Setup(Level.Invocation)
    public void miss() throws InterruptedException {
        line.cut();
        for (int i = 0; i < missed; i++) {
            EntityId id = ids.get((int) (written * 7919 % ROWS));
            Value value = Value.of(++written);
            rig.node.context().run(tx -> tx.edit(id, Map.of("Milliseconds", value)));
        }
        line.awaitKnock();
    }

    @TearDown(Level.Trial)
    public void close() {
        live.close();
        client.close();
        rig.close();
    }

    @Benchmark
    public void catchUp() throws InterruptedException {
        long expected = rig.node.position().number();
        line.mend();
        while (heard < expected) {
            Thread.sleep(0, 50_000);
        }
    }
}
