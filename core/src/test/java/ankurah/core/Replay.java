package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.EntityId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Follows a result by its changes alone, as a user interface does. */
public final class Replay {
    private Replay() {}

    public static void apply(List<Entity> rows, ChangeSet change) {
        List<Entity> before = new ArrayList<>(rows);
        Set<EntityId> changed = new HashSet<>();
        for (Change one : change.changes()) {
            assertThat(changed.add(one.id())).isTrue();
            if (one.oldIndex() >= 0) {
                assertThat(before.get(one.oldIndex()).id()).isEqualTo(one.id());
            }
        }
        rows.removeIf(row -> changed.contains(row.id()));
        change.changes().stream()
                .filter(one -> one.newIndex() >= 0)
                .sorted(Comparator.comparingInt(Change::newIndex))
                .forEach(one -> rows.add(one.newIndex(), one.row()));
    }
}
