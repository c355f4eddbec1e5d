package ankurah.core;

import ankurah.event.Clock;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.TransactionId;
import java.util.List;

/** One event of an entity. */
public record HistoryEntry(Event event) {

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

    /** Whether its content was erased. */
    public boolean erased() {
        return event.payload().isEmpty();
    }

    /** What it wrote, sorted by property; empty when erased. */
    public List<Operation> operations() {
        return event.payload().map(Payload::operations).orElse(List.of());
    }
}
