package ankurah.core.internal.node;

import ankurah.core.Receipt;
import ankurah.core.Scheduler;
import ankurah.core.Stage;
import ankurah.core.internal.gate.Ticket;
import ankurah.core.internal.run.Deadlines;
import ankurah.event.Hash256;
import ankurah.storage.Position;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * @param ticket null when nothing was written
 * @param written what it was; null when nothing, or nothing that could be undone
 */
record NodeReceipt<R extends @Nullable Object>(
        R value,
        @Nullable Ticket ticket,
        Scheduler scheduler,
        @Nullable Written written) implements Receipt<R> {

    /** Of what cannot be undone. */
    NodeReceipt(R value, @Nullable Ticket ticket, Scheduler scheduler) {
        this(value, ticket, scheduler, null);
    }

    @Override
    public Optional<Hash256> commitId() {
        return ticket == null ? Optional.empty() : Optional.of(ticket.commitId());
    }

    @Override
    public Optional<Position> position() {
        return ticket == null ? Optional.empty() : ticket.position();
    }

    @Override
    public Receipt<R> await(Stage stage, Duration timeout) {
        if (ticket != null) {
            ticket.await(stage, Deadlines.in(timeout, scheduler));
        }
        return this;
    }

    <S extends @Nullable Object> NodeReceipt<S> with(S other) {
        return new NodeReceipt<>(other, ticket, scheduler, written);
    }
}
