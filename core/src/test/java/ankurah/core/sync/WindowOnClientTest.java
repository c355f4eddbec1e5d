package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Change;
import ankurah.core.ChangeSet;
import ankurah.core.LiveQuery;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A client holds no more than the rows of a LIMIT; what takes the place of one that leaves comes in the same change. */
class WindowOnClientTest {
    private final List<EntityId> ids = new ArrayList<>();
    private final List<ChangeSet> told = new CopyOnWriteArrayList<>();

    private void fill(Rig rig) {
        rig.server.context().run(tx -> {
            for (int i = 0; i < 10; i++) {
                ids.add(tx.create("album", Map.of("year", Value.of(2000L + i))).id());
            }
        });
    }

    private ChangeSet next(int count) {
        Rig.until("change " + count + " is told", () -> told.size() == count);
        return told.getLast();
    }

    private static List<Change.Kind> kinds(ChangeSet change) {
        return change.changes().stream().map(Change::kind).toList();
    }

    @Test
    void aRowThatLeavesIsReplacedInTheSameChangeAndAnEvictedOneIsRemoved() {
        try (Rig rig = new Rig()) {
            fill(rig);
            try (LiveQuery live = rig.client().context().live("album", "ORDER BY year LIMIT 3")) {
                live.awaitLive(Rig.LONG).subscribe(told::add);
                rig.server.context().run(tx -> tx.delete(ids.get(1)));
                ChangeSet replaced = next(1);
                assertThat(kinds(replaced)).containsExactly(Change.Kind.REMOVED, Change.Kind.ADDED);
                assertThat(replaced.changes()).extracting(Change::id).containsExactly(ids.get(1), ids.get(3));
                assertThat(replaced.rows())
                        .extracting(row -> row.id())
                        .containsExactly(ids.get(0), ids.get(2), ids.get(3));

                rig.server.context().run(tx -> tx.set(ids.get(9), "year", Value.of(1999L)));
                ChangeSet evicted = next(2);
                assertThat(kinds(evicted)).containsExactly(Change.Kind.REMOVED, Change.Kind.ADDED);
                assertThat(evicted.changes()).extracting(Change::id).containsExactly(ids.get(3), ids.get(9));

                rig.server.context().run(tx -> tx.set(ids.get(0), "year", Value.of(2050L)));
                ChangeSet refilled = next(3);
                assertThat(refilled.changes()).extracting(Change::id).containsExactly(ids.get(0), ids.get(3));
                assertThat(refilled.rows().toList())
                        .isEqualTo(rig.server.context().query("album", live.query()));
            }
        }
    }
}
