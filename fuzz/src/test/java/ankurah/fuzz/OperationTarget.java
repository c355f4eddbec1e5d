package ankurah.fuzz;

import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.TransactionId;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStorage;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Operations of every data type, with any bodies, written to two nodes: a first event and two that do not know of each
 * other, which come in either order. A node refuses or takes them; when both take all, both hold the same bytes.
 */
public final class OperationTarget {
    private static final Sha256 SHA = Sha256.jdk();
    private static final String[] TYPES = {"lww", "counter", "set", "json", "text", "erase"};
    private static final String[] PROPERTIES = {"a", "b", "_text", "_erased", "_deleted"};
    private static final long TIME = 1L << 56;
    /** Then the nodes are made anew, so that what they hold does not fill the memory. */
    private static final int MOST_INPUTS = 2_000;

    private static @Nullable Pair pair;

    private OperationTarget() {}

    private record Side(StorageEngine storage, Node node) {
        static Side open(EngineOptions options) {
            StorageEngine storage = MemoryStorage.open(options);
            return new Side(storage, Node.durable(storage, Policy.allowAll()));
        }

        boolean takes(List<Event> events) {
            DurableBackend backend = (DurableBackend) node.backend();
            for (Event event : events) {
                try {
                    backend.submit(Commit.of(List.of(event), SHA), Principal.ANONYMOUS);
                } catch (AnkurahException refused) {
                    if (refused instanceof AnkurahException.Fault) {
                        throw refused;
                    }
                    Target.requireCode(refused);
                    return false;
                }
            }
            return true;
        }

        EntityState state(EntityId id) {
            try (StorageSnapshot snapshot = storage.snapshot()) {
                return Objects.requireNonNull(snapshot.state("thing", id));
            }
        }
    }

    private static final class Pair {
        final Side one = Side.open(EngineOptions.defaults());
        final Side other = Side.open(
                EngineOptions.defaults().withSystem(one.storage.identity().system()));
        long inputs;

        void close() {
            one.node.close();
            other.node.close();
        }
    }

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        Pair nodes = pair;
        if (nodes == null || nodes.inputs >= MOST_INPUTS) {
            if (nodes != null) {
                nodes.close();
            }
            nodes = new Pair();
            pair = nodes;
        }
        nodes.inputs++;
        List<Event> events = events(data, nodes);
        if (events.size() < 3) {
            return;
        }
        boolean one = nodes.one.takes(events);
        boolean other = nodes.other.takes(List.of(events.get(0), events.get(2), events.get(1)));
        if (one && other) {
            EntityId id = events.getFirst().entity();
            byte[] state = nodes.one.state(id).encode();
            if (!Arrays.equals(state, nodes.other.state(id).encode())) {
                throw new AssertionError("two orders of the same events give two states");
            }
            if (!Arrays.equals(EntityState.decode(state).encode(), state)) {
                throw new AssertionError("the state does not read back");
            }
        }
    }

    private static List<Event> events(FuzzedDataProvider data, Pair nodes) {
        List<Event> events = new ArrayList<>();
        try {
            long time = TIME + nodes.inputs * 16;
            events.add(event(data, nodes, null, time));
            events.add(event(data, nodes, events.getFirst(), time + 1));
            events.add(event(data, nodes, events.getFirst(), time + 2));
        } catch (AnkurahException.Invalid refused) {
            Target.requireCode(refused);
        }
        return events;
    }

    private static Event event(FuzzedDataProvider data, Pair nodes, @Nullable Event genesis, long time) {
        List<Operation> operations = new ArrayList<>();
        for (int i = data.consumeInt(1, 2); i > 0; i--) {
            operations.add(new Operation(
                    data.pickValue(PROPERTIES), data.pickValue(TYPES), 1, data.consumeBytes(data.consumeInt(0, 200))));
        }
        return Event.seal(
                nodes.one.storage.identity().system(),
                "thing",
                genesis == null ? null : genesis.entity(),
                genesis == null ? Clock.EMPTY : Clock.of(genesis.id()),
                TransactionId.fromBytes(new byte[TransactionId.BYTES]),
                "",
                time,
                new Payload(new byte[Payload.SALT_BYTES], operations),
                SHA);
    }
}
