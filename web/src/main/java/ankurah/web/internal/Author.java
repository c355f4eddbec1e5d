package ankurah.web.internal;

import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes commits of any shape, also such as no node would write in this order. */
final class Author {
    final SystemId system;
    private final Dice dice;
    private long time = HybridTime.ofMillis(1_699_999_000_000L);

    Author(Dice dice) {
        this.dice = dice;
        this.system = SystemId.random(dice);
    }

    /** A write to an entity; a genesis if {@code entity} is null. */
    record Write(@Nullable EntityId entity, Clock parents, List<Operation> operations) {
        static Write genesis(String property, Value value) {
            return new Write(null, Clock.EMPTY, List.of(Operation.write(property, value)));
        }

        static Write edit(EntityId entity, Clock parents, String property, Value value) {
            return new Write(entity, parents, List.of(Operation.write(property, value)));
        }
    }

    Commit commit(Write... writes) {
        TransactionId transaction = TransactionId.random(dice);
        List<Event> events = new ArrayList<>();
        for (Write write : writes) {
            Payload payload = new Payload(dice.bytes(Payload.SALT_BYTES), write.operations());
            events.add(Event.seal(
                    system,
                    "album",
                    write.entity(),
                    write.parents(),
                    transaction,
                    "",
                    ++time,
                    payload,
                    LonePlatform.SHA));
        }
        return Commit.of(events, LonePlatform.SHA);
    }

    /** What the next commit is later than by so much, as if another clock ran ahead. */
    void skip(int ticks) {
        time += ticks;
    }
}
