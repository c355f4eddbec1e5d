package ankurah.core.internal.gate;

import ankurah.core.Stage;
import ankurah.event.Hash256;
import ankurah.storage.Position;
import java.util.Optional;

/** A commit that has come as far as any can. */
record DurableTicket(Hash256 commitId, Position logged) implements Ticket {
    @Override
    public Optional<Position> position() {
        return Optional.of(logged);
    }

    @Override
    public void await(Stage stage, long deadlineMillis) {}
}
