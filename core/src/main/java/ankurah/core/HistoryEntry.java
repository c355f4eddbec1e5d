package ankurah.core;

import ankurah.core.type.Erasure;
import ankurah.core.type.Register;
import ankurah.event.Clock;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One event of an entity.
 *
 * @param pending whether it is this node's own and waits for a durable node's word; always false on a durable node
 */
public record HistoryEntry(Event event, boolean pending) {

    public EventId id() {
        return event.id();
    }

    /** The events its author had seen last. */
    public Clock parents() {
        return event.header().parents();
    }

    public String author() {
        return event.header().author();
    }

    public TransactionId transaction() {
        return event.header().transaction();
    }

    /** When it was written, by its author's clock, in milliseconds since the Unix epoch. */
    public long timeMillis() {
        return HybridTime.millis(event.header().time());
    }

    /** The same as an instant, to the millisecond. */
    public Instant time() {
        return Instant.ofEpochMilli(timeMillis());
    }

    /** Whether it founded the entity. */
    public boolean isGenesis() {
        return event.isGenesis();
    }

    /** Whether its content was erased. */
    public boolean erased() {
        return event.payload().isEmpty();
    }

    /** What it wrote, sorted by property; empty when erased. */
    public List<Operation> operations() {
        return event.payload().map(Payload::operations).orElse(List.of());
    }

    /**
     * What it did to one property; empty if nothing, or if it was erased. Plain values are told by {@link #written}, the
     * others by their data type.
     */
    public Optional<Operation> operation(String property) {
        for (Operation operation : operations()) {
            if (operation.property().equals(property)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    /** The plain values it wrote, by property; {@link Value#NULL} where it cleared one. {@code _deleted} among them. */
    public SortedMap<String, Value> written() {
        SortedMap<String, Value> written = new TreeMap<>();
        for (Operation operation : operations()) {
            if (operation.dataType().equals(Operation.LWW) && operation.version() == Register.TYPE.version()) {
                written.put(operation.property(), ValueCodec.decode(operation.body()));
            }
        }
        return written;
    }

    /** The events whose content it took away, see {@link Context#erase}; empty for nearly all. */
    public List<EventId> erases() {
        List<EventId> erased = new ArrayList<>();
        for (Operation operation : operations()) {
            if (Erasure.is(operation)) {
                erased.addAll(Erasure.TYPE.needs(operation.body()));
            }
        }
        return List.copyOf(erased);
    }
}
