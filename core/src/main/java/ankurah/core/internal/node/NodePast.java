package ankurah.core.internal.node;

import ankurah.core.Entity;
import ankurah.core.Past;
import ankurah.core.internal.gate.Backend;
import ankurah.core.model.ModelDescriptor;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.event.internal.Lists;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.Position;
import java.util.List;
import java.util.Optional;

/** A context that looks back. */
final class NodePast implements Past {
    private final NodeContext context;
    private final Position position;

    NodePast(NodeContext context, Position position) {
        this.context = context;
        this.position = position;
    }

    @Override
    public Position position() {
        return position;
    }

    private Backend backend() {
        context.backend().requireOpen();
        return context.backend();
    }

    @Override
    public Optional<Entity> find(EntityId id) {
        List<EntityState> found = backend().statesAt(position, context.principal(), List.of(id));
        return found.isEmpty() || found.getFirst().isDeleted()
                ? Optional.empty()
                : Optional.of(new Entity(found.getFirst()));
    }

    @Override
    public List<Entity> query(String collection, Query query) {
        return Lists.map(rows(collection, query), Entity::new);
    }

    private List<EntityState> rows(String collection, Query query) {
        NodeContext.requireOwnCursor(collection, query);
        return backend().rowsAt(position, context.principal(), collection, query);
    }

    @Override
    public List<Entity> query(String collection, String ankql, Value... values) {
        return query(collection, AnkQl.parse(ankql).bind(List.of(values)));
    }

    @Override
    public long count(String collection, Query query) {
        return rows(collection, query).size();
    }

    @Override
    public long count(String collection, String ankql, Value... values) {
        return count(collection, AnkQl.parse(ankql).bind(List.of(values)));
    }

    @Override
    public boolean exists(String collection, String ankql, Value... values) {
        return exists(collection, AnkQl.parse(ankql).bind(List.of(values)));
    }

    @Override
    public void declare(ModelDescriptor model) {
        context.declare(model);
    }
}
