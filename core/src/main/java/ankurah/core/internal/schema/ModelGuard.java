package ankurah.core.internal.schema;

import ankurah.core.Catalog;
import ankurah.core.internal.type.Properties;
import ankurah.event.AnkurahException;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import java.util.List;

/**
 * Keeps a peer from writing what models cannot read. A peer whose own model does not fit the rows that are there may not
 * write the properties that differ; and no peer may write what a model of the node's own program could not show.
 *
 * @param brought the models that the peer has declared
 * @param own those of the node's program
 */
public record ModelGuard(DeclaredModels brought, DeclaredModels own) {

    /**
     * Looks at an operation before it is folded.
     *
     * @param catalog what is there before it
     * @throws AnkurahException.Conflict {@code schema.*}
     */
    public void require(Catalog catalog, String collection, Operation operation) {
        for (DeclaredModel model : brought.of(collection)) {
            model.requireFit(catalog, operation.property());
        }
        List<DeclaredModel> others = own.of(collection);
        if (!others.isEmpty()) {
            Value.Kind kind = Properties.isPlain(operation)
                    ? ValueCodec.decode(operation.body()).kind()
                    : null;
            for (DeclaredModel model : others) {
                model.requireWritable(operation.property(), operation.dataType(), kind);
            }
        }
    }
}
