package ankurah.core.internal.node;

import ankurah.core.Principal;
import ankurah.core.Receipt;
import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.gate.EventPages;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Header;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commits what erases. It may take several events, one after the other, in one commit. */
final class Eraser {
    private final Backend backend;
    private final Principal principal;

    Eraser(Backend backend, Principal principal) {
        this.backend = backend;
        this.principal = principal;
    }

    /**
     * @param seen the entity as it is here, deleted or not
     * @param properties null for all, and then the entity is deleted too
     */
    Receipt<Integer> erase(EntityState seen, @Nullable Set<String> properties) {
        ErasurePlan plan;
        try (EventPages history = backend.history(principal, seen.id())) {
            plan = ErasurePlan.of(history, backend.fold().properties().types(), properties);
        }
        List<Operation> erasing = plan.operations();
        boolean deletes = properties == null && !seen.isDeleted();
        if (erasing.isEmpty() && !deletes) {
            return new NodeReceipt<>(0, null, backend.platform().scheduler());
        }
        Sealer sealer = new Sealer(
                backend, principal, TransactionId.random(backend.platform().random()));
        List<Event> events = new ArrayList<>();
        Clock parents = seen.head().greatest(Header.MAX_PARENTS);
        long after = Math.max(seen.head().latestTime(), plan.latestTime());
        for (int i = 0; i < Math.max(1, erasing.size()); i++) {
            List<Operation> operations = new ArrayList<>();
            if (deletes && i == 0) {
                operations.add(Operation.write(Names.DELETED, Value.TRUE));
            }
            if (i < erasing.size()) {
                operations.add(erasing.get(i));
            }
            Event event = sealer.seal(
                    seen.collection(), seen.id(), parents, backend.clock().next(after), operations);
            events.add(event);
            parents = Clock.of(event.id());
            after = event.header().time();
        }
        return new NodeReceipt<>(
                plan.size(),
                backend.submit(Commit.of(events, backend.platform().sha256()), principal),
                backend.platform().scheduler());
    }

    static Set<String> requireNames(Set<String> properties) {
        properties.forEach(NodeTransaction::requireProperty);
        if (properties.isEmpty()) {
            throw new AnkurahException.Invalid(
                    "erase.nothing", "there is no property to erase; without a set of them all are erased");
        }
        return Set.copyOf(properties);
    }

    static AnkurahException missing(EntityId id) {
        return new AnkurahException.NotFound(
                "entity.not_found", "there is no entity " + id + " to erase, or it may not be seen");
    }
}
