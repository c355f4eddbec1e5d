package ankurah.core.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Change;
import ankurah.core.Entity;
import ankurah.event.EntityId;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final EntityId ID = EntityId.fromBytes(new byte[32]);

    private static Rows rows(int value) {
        PropertyState property = new PropertyState(Operation.LWW, 1, Value.of(value), new byte[0]);
        EntityState empty = EntityState.empty("row", ID);
        EntityState state = empty.with(empty.head(), Map.of("n", property));
        return Held.none(Held.BY_ID)
                .with(Held.BY_ID.key(state), new Entity(state))
                .show(10);
    }

    /**
     * A client that knew a row by halves when it wrote to it shows its own event as the head, and so does whoever knows all of it.
     */
    @Test
    void aRowOfTheSameHeadThatIsOtherwiseHasChanged() {
        List<Change> changes = Difference.between(rows(17), rows(18), Change.Kind.INITIAL, true);
        assertThat(changes).extracting(Change::kind).containsExactly(Change.Kind.UPDATED);
        assertThat(Difference.between(rows(17), rows(17), Change.Kind.INITIAL, true))
                .isEmpty();
    }
}
