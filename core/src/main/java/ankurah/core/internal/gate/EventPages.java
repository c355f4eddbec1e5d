package ankurah.core.internal.gate;

import ankurah.event.EventId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of an entity in the order of their ids, page by page, all as one position has them. */
public interface EventPages extends AutoCloseable {
    /** At most {@code max} behind {@code after}; fewer only if there are no more. */
    List<EventEntry> next(@Nullable EventId after, int max);

    /** Goes through all of them, {@code page} at a time. */
    default void forEach(int page, Visitor visitor) {
        EventId last = null;
        while (true) {
            List<EventEntry> entries = next(last, page);
            entries.forEach(visitor::visit);
            if (entries.size() < page) {
                return;
            }
            last = entries.getLast().event().id();
        }
    }

    /** Who is shown each event. */
    @FunctionalInterface
    interface Visitor {
        void visit(EventEntry entry);
    }

    @Override
    void close();
}
