package ankurah.core;

import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes events somewhere else, at times the test chooses. */
final class Author {
    private final Random random;
    private long time;

    Author(long seed, long startTime) {
        this.random = new Random(seed);
        this.time = startTime;
    }

    long time() {
        return time;
    }

    /** The next event is dated {@code ticks} after the last one, or after its parents. */
    void pass(long ticks) {
        time += ticks;
    }

    Event create(String collection, Map<String, Value> values) {
        return create(transaction(), collection, values);
    }

    Event create(TransactionId transaction, String collection, Map<String, Value> values) {
        return seal(collection, null, Clock.EMPTY, ++time, transaction, values);
    }

    Event edit(Event genesis, Map<String, Value> values, Event... parents) {
        Clock clock = Clock.of(Arrays.stream(parents).map(Event::id).toList());
        return edit(genesis, values, clock);
    }

    Event edit(Event genesis, Map<String, Value> values, Clock parents) {
        return edit(transaction(), genesis, values, parents);
    }

    Event edit(TransactionId transaction, Event genesis, Map<String, Value> values, Clock parents) {
        time = Math.max(time, parents.latestTime()) + 1;
        return seal(genesis.header().collection(), genesis.entity(), parents, time, transaction, values);
    }

    TransactionId transaction() {
        return TransactionId.random(this::bytes);
    }

    Event seal(
            String collection,
            EntityId entity,
            Clock parents,
            long at,
            TransactionId transaction,
            Map<String, Value> values) {
        List<Operation> operations = new ArrayList<>();
        values.forEach((property, value) -> operations.add(Operation.write(property, value)));
        return seal(collection, entity, parents, at, transaction, operations);
    }

    Event seal(
            String collection,
            EntityId entity,
            Clock parents,
            long at,
            TransactionId transaction,
            List<Operation> operations) {
        return Event.seal(
                TestNode.SYSTEM,
                collection,
                entity,
                parents,
                transaction,
                "",
                at,
                new Payload(bytes(Payload.SALT_BYTES), operations),
                Sha256.jdk());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    static Commit commit(Event... events) {
        return Commit.of(List.of(events), Sha256.jdk());
    }
}
