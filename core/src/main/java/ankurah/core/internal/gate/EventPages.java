package ankurah.core.internal.gate;

import ankurah.event.EventId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of an entity in the order of their ids, page by page, all as one position has them. */
public interface EventPages extends AutoCloseable {
    /** At most {@code max} behind {@code after}; fewer only if there are no more. */
    List<EventEntry> next(@Nullable EventId after, int max);

    @Override
    void close();
}
