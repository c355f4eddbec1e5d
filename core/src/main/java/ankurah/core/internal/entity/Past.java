package ankurah.core.internal.entity;

import ankurah.core.internal.type.History;
import ankurah.core.type.DataType;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a view holds of an entity's operations, page by page. */
record Past(View view) implements History {
    private static final int PAGE = 512;

    @Override
    public void operations(
            EntityId entity, String property, DataType<?> type, @Nullable EventId after, Visitor visitor) {
        EventId last = after;
        for (List<Event> page = view.events(entity, last, PAGE);
                !page.isEmpty();
                page = view.events(entity, last, PAGE)) {
            for (Event event : page) {
                visit(event, property, type, visitor);
            }
            last = page.getLast().id();
        }
    }

    private static void visit(Event event, String property, DataType<?> type, Visitor visitor) {
        List<Operation> operations =
                event.payload().map(payload -> payload.operations()).orElse(List.of());
        for (Operation operation : operations) {
            if (operation.property().equals(property)
                    && operation.version() == type.version()
                    && operation.dataType().equals(type.name())) {
                visitor.visit(event.id(), operation.body());
            }
        }
    }
}
