package ankurah.core.internal.node;

import ankurah.core.Principal;
import ankurah.core.internal.gate.Backend;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.TransactionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the events of one transaction. */
record Sealer(Backend backend, Principal principal, TransactionId transaction) {

    /** @param entity null for one that the event founds */
    Event seal(String collection, @Nullable EntityId entity, Clock parents, long time, List<Operation> operations) {
        return Event.seal(
                backend.system(),
                collection,
                entity,
                parents,
                transaction,
                principal.id(),
                time,
                new Payload(backend.platform().random().bytes(Payload.SALT_BYTES), operations),
                backend.platform().sha256());
    }
}
