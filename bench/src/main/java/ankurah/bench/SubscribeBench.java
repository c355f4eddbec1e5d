package ankurah.bench;

import ankurah.core.LiveQuery;
import ankurah.core.Node;
import java.time.Duration;
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
 * A connected client that holds nothing subscribes to a whole collection over loopback and has all rows; divide by the rows
 * for the cost of one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 3, time = 4)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseCompactObjectHeaders", "-Xmx2g"})
public class SubscribeBench {
    @Param({"10", "100", "1000", "10000"})
    public int rows;

    private Rig rig;
    private Node client;

    @Setup(Level.Trial)
    public void open() {
        rig = new Rig();
        Rows.fill(rig.node.context(), rows);
    }

    @Setup(Level.Invocation)
    public void connect() {
        client = rig.client();
        var _ = client.context(); // waits until it has met the server
    }

    @TearDown(Level.Invocation)
    public void disconnect() {
        client.close();
    }

    @TearDown(Level.Trial)
    public void close() {
        rig.close();
    }

    @Benchmark
    public int subscribe() {
        try (LiveQuery live = client.context().live(Rows.COLLECTION, "").awaitLive(Duration.ofSeconds(20))) {
            int size = live.result().size();
            if (size != rows) {
                throw new IllegalStateException(size + " rows instead of " + rows);
            }
            return size;
        }
    }
}
