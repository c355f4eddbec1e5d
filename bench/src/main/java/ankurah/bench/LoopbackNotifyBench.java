package ankurah.bench;

import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.time.Duration;
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

/** From a commit on the server, or on another client, to a client's listener, over a WebSocket on loopback. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseCompactObjectHeaders", "-Xmx2g"})
public class LoopbackNotifyBench {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Rig rig;
    private Node reader;
    private Node writer;
    private LiveQuery live;
    private LiveQuery writersOwn;
    private EntityId id;
    private long written;
    private volatile long heard;

    @Setup(Level.Trial)
    public void open() {
        rig = new Rig();
        id = Rows.fill(rig.node.context(), 1000).getFirst();
        reader = rig.client();
        writer = rig.client();
        String selection = "TrackId < 100 ORDER BY TrackId";
        live = reader.context().live(Rows.COLLECTION, selection).awaitLive(PATIENCE);
        writersOwn = writer.context().live(Rows.COLLECTION, selection).awaitLive(PATIENCE);
        live.subscribe(change -> {
            if (change.rows().get(0).get("Milliseconds") instanceof Value.Int value) {
                heard = value.value();
            }
        });
    }

    @TearDown(Level.Trial)
    public void close() {
        live.close();
        writersOwn.close();
        reader.close();
        writer.close();
        rig.close();
    }

    @Benchmark
    public void serverToClient() throws InterruptedException {
        commitAndWait(rig.node);
    }

    @Benchmark
    public void clientToClient() throws InterruptedException {
        commitAndWait(writer);
    }

    private void commitAndWait(Node node) throws InterruptedException {
        long next = ++written;
        node.context().run(tx -> tx.edit(id, Map.of("Milliseconds", Value.of(next))));
        // Two cores carry both ends; spinning here would take one of them from the path that is measured.
        while (heard != next) {
            Thread.sleep(0, 20_000);
        }
    }
}
