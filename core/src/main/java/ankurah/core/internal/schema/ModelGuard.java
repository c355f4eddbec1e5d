package ankurah.core.internal.schema;

import ankurah.core.Catalog;
import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.internal.Lists;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a peer from writing what models cannot read. A peer whose own model does not fit the rows that are there may not
 * write the properties that differ; and no peer may write what a model of the node's own program could not show.
 *
 * @param brought the models that the peer has declared
 * @param own those of the node's program
 */
public record ModelGuard(DeclaredModels brought, DeclaredModels own) {

    /**
     * Looks at an event before it is folded.
     *
     * @param catalog what is there before it
     * @throws AnkurahException.Conflict {@code schema.*}
     */
    public void require(Catalog catalog, Event event) {
        List<Operation> operations =
                event.payload().map(payload -> payload.operations()).orElse(List.of());
        String collection = event.header().collection();
        for (Operation operation : operations) {
            require(catalog, collection, operation);
        }
        List<DeclaredModel> others = own.of(collection);
        if (!others.isEmpty() && event.isGenesis()) {
            Set<String> written = new HashSet<>(Lists.map(operations, Operation::property));
            others.forEach(model -> model.requireComplete(catalog, written));
        }
    }

    private void require(Catalog catalog, String collection, Operation operation) {
        List<DeclaredModel> its = brought.of(collection);
        List<DeclaredModel> others = own.of(collection);
        if (its.isEmpty() && others.isEmpty()) {
            return;
        }
        Value.Kind kind = operation.isPlain() ? operation.value().kind() : null;
        for (DeclaredModel model : others) {
            model.requireWritable(operation.property(), operation.dataType(), kind);
        }
        requireOneThatFits(its, catalog, operation, kind);
    }

    /** Nothing says which of the peer's models made the operation; one of those that may have has to fit. */
    private static void requireOneThatFits(
            List<DeclaredModel> models, Catalog catalog, Operation operation, Value.@Nullable Kind kind) {
        AnkurahException why = null;
        for (DeclaredModel model : models) {
            if (model.mayWrite(operation.property(), operation.dataType(), kind)) {
                try {
                    model.requireFit(catalog, operation.property());
                    return;
                } catch (AnkurahException.Conflict e) {
                    why = why == null ? e : why;
                }
            }
        }
        if (why != null) {
            throw why;
        }
    }
}
