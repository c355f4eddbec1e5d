package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.entity.Chronicle;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataTypes;
import ankurah.core.type.Erasure;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Sha256;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.LoggedCommit;
import ankurah.storage.LoggedEvent;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.rocksdb.RocksStorage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recomputes a data folder from its log alone: hashes, ids and states, and names the first thing that differs. */
final class Refold {
    private static final int PAGE = 1_000;
    private static final Sha256 SHA = Sha256.jdk();
    private static final Fold FOLD = new Fold(new Properties(DataTypes.builtIn()));

    private final StorageSnapshot now;
    private final Map<EntityId, EntityState> folded = new HashMap<>();
    private int events;

    private Refold(StorageSnapshot now) {
        this.now = now;
    }

    /** The number of events that were folded. */
    static int check(Path folder) {
        return check(RocksStorage.open(folder));
    }

    /** The same of any store, which is closed then. */
    static int check(StorageEngine opened) {
        try (StorageEngine engine = opened;
                StorageSnapshot now = engine.snapshot()) {
            Refold refold = new Refold(now);
            refold.log();
            refold.states();
            return refold.events;
        }
    }

    private void log() {
        Position reached = Position.start(now.position().log());
        for (var page = now.log(0, PAGE); !page.isEmpty(); page = now.log(reached.number(), PAGE)) {
            for (LoggedCommit commit : page) {
                reached = reached.next(commit.commitId(), SHA);
                assertThat(commit.position(reached.log())).isEqualTo(reached);
                assertThat(now.committed(commit.commitId())).isEqualTo(reached.number());
                commit.events().forEach(this::fold);
            }
        }
        assertThat(now.position()).isEqualTo(reached);
    }

    private void fold(LoggedEvent logged) {
        @Nullable Event event = now.event(logged.entity(), logged.event());
        assertThat(event).as("the event " + logged).isNotNull();
        Event again = Event.decode(event.encode(), SHA);
        assertThat(again.id()).as("the id of " + logged).isEqualTo(logged.event());
        assertThat(again.entity()).isEqualTo(logged.entity());
        folded.put(logged.entity(), FOLD.apply(folded.get(logged.entity()), again));
        events++;
    }

    private void states() {
        Set<EntityId> stored = new HashSet<>();
        for (String collection : now.collections()) {
            try (RowCursor rows = now.query(collection, Query.ALL, true)) {
                for (EntityState row = rows.next(); row != null; row = rows.next()) {
                    assertThat(stored.add(row.id())).isTrue();
                    @Nullable
                    EntityState expected = row.properties().containsKey(Erasure.HOME)
                            ? Chronicle.folded(now, FOLD, row, Long.MAX_VALUE)
                            : folded.get(row.id());
                    assertThat(expected).as("the events of " + row).isNotNull();
                    assertThat(row.encode()).as("the state of " + row.id()).isEqualTo(expected.encode());
                }
            }
        }
        assertThat(stored).isEqualTo(folded.keySet());
    }
}
