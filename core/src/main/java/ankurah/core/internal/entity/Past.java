package ankurah.core.internal.entity;

import ankurah.core.internal.type.Erasures;
import ankurah.core.internal.type.History;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.storage.EntityState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a view holds of an entity's operations, and what is left of erased ones, page by page. */
record Past(View view, Properties properties) implements History {
    private static final int PAGE = 512;

    @Override
    public void operations(
            EntityId entity, String property, DataType<?> type, @Nullable EventId after, Visitor visitor) {
        Erasures erasures = erasures(entity);
        EventId last = after;
        for (List<Event> page = view.events(entity, last, PAGE);
                !page.isEmpty();
                page = view.events(entity, last, PAGE)) {
            for (Event event : page) {
                visit(event.id(), erasures.operations(event), property, type, visitor);
            }
            last = page.getLast().id();
        }
    }

    private Erasures erasures(EntityId entity) {
        EntityState state = view.state(entity);
        return state == null ? Erasures.NONE : Erasing.of(properties, state, id -> view.event(entity, id));
    }

    static void visit(EventId event, List<Operation> operations, String property, DataType<?> type, Visitor visitor) {
        for (Operation operation : operations) {
            if (operation.property().equals(property)
                    && operation.version() == type.version()
                    && operation.dataType().equals(type.name())) {
                visitor.visit(event, operation.body());
            }
        }
    }
}
