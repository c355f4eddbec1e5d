package ankurah.bench;

import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.internal.gate.Source;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A durable node over memory takes, from their bytes, commits of one event each that are concurrent with what it holds:
 * a second branch of 5,000 events beside one of 5,000, and 64 siblings. Figures are for one event.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 15)
@Measurement(iterations = 15)
@Fork(value = 1, jvmArgsAppend = {"-XX:+UseCompactObjectHeaders", "-Xmx2g"})
public class MergeBench {
    private static final int BRANCH = 5_000;
    private static final int SIBLINGS = 64;
    private static final int ENTITIES_OF_SIBLINGS = 100;
    private static final int BATCH = 250;

    private final Sha256 sha256 = Sha256.jdk();
    private final Source source =
            new Source("bench", 100_000, 1L << 30, 600_000, (commit, outcome) -> require(outcome));
    private Node node = null;
    private DurableBackend backend = null;
    private long time;
    private List<byte[]> branch = List.of();
    private List<byte[]> siblings = List.of();

    @Setup(Level.Invocation)
    public void prepare() {
        node = Node.durable(Stores.MEMORY.open().engine(), Policy.allowAll());
        backend = (DurableBackend) node.backend();
        time = HybridTime.ofMillis(System.currentTimeMillis());
        Event genesis = event(null, Clock.EMPTY);
        apply(List.of(bytes(genesis)));
        apply(chain(genesis));
        branch = chain(genesis);
        siblings = new ArrayList<>();
        for (int i = 0; i < ENTITIES_OF_SIBLINGS; i++) {
            Event other = event(null, Clock.EMPTY);
            apply(List.of(bytes(other)));
            for (int j = 0; j < SIBLINGS; j++) {
                siblings.add(bytes(event(other.entity(), Clock.of(other.id()))));
            }
        }
    }

    @TearDown(Level.Invocation)
    public void close() {
        node.close();
    }

    @Benchmark
    @OperationsPerInvocation(BRANCH)
    public void secondBranchOf5000() {
        apply(branch);
    }

    @Benchmark
    @OperationsPerInvocation(SIBLINGS * ENTITIES_OF_SIBLINGS)
    public void sixtyFourSiblings() {
        apply(siblings);
    }

    private void apply(List<byte[]> encoded) {
        for (int from = 0; from < encoded.size(); from += BATCH) {
            List<Commit> commits = new ArrayList<>(BATCH);
            for (byte[] bytes : encoded.subList(from, Math.min(encoded.size(), from + BATCH))) {
                commits.add(Commit.decode(bytes, sha256));
            }
            backend.submitAll(commits, Principal.ANONYMOUS, source).forEach(MergeBench::require);
        }
    }

    private static void require(Outcome outcome) {
        if (!(outcome instanceof Outcome.Accepted)) {
            throw new IllegalStateException(outcome.toString());
        }
    }

    private List<byte[]> chain(Event genesis) {
        List<byte[]> commits = new ArrayList<>(BRANCH);
        Event last = genesis;
        for (int i = 0; i < BRANCH; i++) {
            last = event(genesis.entity(), Clock.of(last.id()));
            commits.add(bytes(last));
        }
        return commits;
    }

    private byte[] bytes(Event event) {
        return Commit.of(List.of(event), sha256).encode();
    }

    private Event event(@Nullable EntityId entity, Clock parents) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] salt = new byte[Payload.SALT_BYTES];
        random.nextBytes(salt);
        Payload payload = new Payload(salt, List.of(Operation.write("year", Value.of(random.nextLong(3000)))));
        TransactionId transaction = new TransactionId(random.nextLong(), random.nextLong());
        return Event.seal(node.system(), "album", entity, parents, transaction, "", ++time, payload, sha256);
    }
}
