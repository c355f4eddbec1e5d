package ankurah.bench.audited;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.StorageEngine;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A durable node: each commit an event with its id, judged, merged, logged and shown to live queries. */
final class NodeStore implements Store {
    private final Node node;
    private final Context ctx;

    NodeStore(StorageEngine storage) {
        this.node = Node.durable(storage, Policy.allowAll());
        this.ctx = node.context();
    }

    @Override
    public Writer writer() {
        return new Writer() {
            private @Nullable EntityId row;

            @Override
            public void create(String name, long year) {
                row = ctx.transact(tx -> tx.create("album", Map.of("name", Value.of(name), "year", Value.of(year)))
                                .id())
                        .value();
            }

            @Override
            public void edit(long year) {
                EntityId its = java.util.Objects.requireNonNull(row);
                ctx.run(tx -> tx.set(its, "year", Value.of(year)));
            }
        };
    }

    @Override
    public long versions() {
        return node.position().number();
    }

    @Override
    public void close() {
        node.close();
    }
}
