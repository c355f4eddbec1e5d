package ankurah.core.internal.sync.wire;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a one-shot request asks for. */
public sealed interface Ask {
    /** The states of these entities; those that are not there, or not to be seen, are left out. */
    record Get(List<EntityId> entities) implements Ask {}

    /** The states of a query's rows, in order. */
    record Rows(String collection, QueryText query) implements Ask {}

    /** How the server would answer a query: one plan. With {@code run} it does, and says what that met. */
    record Explain(String collection, QueryText query, boolean run) implements Ask {}

    /** The events of an entity in the order of their ids, at most {@code max} behind {@code after}. */
    record History(EntityId entity, @Nullable EventId after, int max) implements Ask {}

    /** The collections with their properties, and then the indexes. */
    record Schema() implements Ask {}
}
