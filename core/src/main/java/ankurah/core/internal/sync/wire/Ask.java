package ankurah.core.internal.sync.wire;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.storage.Position;
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

    /** Whether the log has come by a position: it, once more. */
    record Confirm(Position position) implements Ask {}

    /** The position where the log stood at an instant, in milliseconds since the Unix epoch. */
    record AtInstant(long millis) implements Ask {}

    /** {@link Get} as of a position. */
    record GetAt(List<EntityId> entities, Position position) implements Ask {}

    /** {@link Rows} as of a position. */
    record RowsAt(String collection, QueryText query, Position position) implements Ask {}

    /** The heads of these entities, see {@link AnswerItems.Head}; those that are not there, or not to be seen, are left out. */
    record Heads(List<EntityId> entities) implements Ask {}
    /** The collections with their properties, and then the indexes. */
    record Schema() implements Ask {}
}
