package ankurah.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.query.AnkQl;
import ankurah.storage.EntityState;
import ankurah.storage.LoggedCommit;
import ankurah.storage.LoggedEvent;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.testkit.World;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KillTest {
    private static final int ROUNDS = System.getProperty("ankurah.deep") == null ? 50 : 1_000;

    @Test
    @Timeout(3600)
    void everyAcknowledgedGroupSurvivesAKillAndNoneIsThereByHalf() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long acknowledged = 0;
        try (FolderPlace place = new FolderPlace()) {
            for (int round = 0; round < ROUNDS; round++) {
                try (Child child = Child.start(place.folder())) {
                    for (int i = random.nextInt(40); i >= 0; i--) {
                        acknowledged = child.acknowledged();
                    }
                    acknowledged = child.kill(acknowledged);
                }
                try (StorageEngine engine = RocksStorage.open(place.folder());
                        StorageSnapshot now = engine.snapshot()) {
                    long number = now.position().number();
                    assertThat(number).isBetween(acknowledged, acknowledged + 1);
                    assertWhole(now, number);
                }
            }
            try (StorageEngine engine = RocksStorage.open(place.folder());
                    StorageSnapshot now = engine.snapshot()) {
                assertChained(now);
            }
        }
    }

    private static void assertWhole(StorageSnapshot now, long number) {
        assertThat(now.meta("n")).containsExactly((byte) number);
        LoggedCommit last = now.logged(number);
        assertThat(last.events()).hasSize(3);
        for (LoggedEvent event : last.events()) {
            assertThat(now.hasEvent(event.entity(), event.event())).isTrue();
            EntityState state = now.state(event.collection(), event.entity());
            assertThat(state.get("n").toString()).isEqualTo("Int[value=" + number + "]");
            assertThat(state.head().contains(event.event())).isTrue();
        }
        assertThat(now.committed(last.commitId())).isEqualTo(number);
        assertThat(now.count("account", AnkQl.parse("n = " + number))).isEqualTo(2);
        assertThat(now.count("account", AnkQl.parse("n > 0 ORDER BY n"))).isEqualTo(2);
        assertThat(now.count("row", AnkQl.parse("n > 0 ORDER BY n DESC"))).isEqualTo(number);
        assertThat(now.count("row", AnkQl.parse(""))).isEqualTo(number);
        try (RowCursor newest = now.query("row", AnkQl.parse("ORDER BY n DESC LIMIT 1"))) {
            assertThat(newest.next()).isNotNull();
        }
    }

    private static void assertChained(StorageSnapshot now) {
        Position expected = Position.start(now.position().log());
        for (LoggedCommit logged : now.log(0, Integer.MAX_VALUE)) {
            expected = expected.next(logged.commitId(), World.SHA);
            assertThat(logged.position(expected.log())).isEqualTo(expected);
            logged.events()
                    .forEach(event ->
                            assertThat(now.event(event.entity(), event.event())).isNotNull());
        }
        assertThat(now.position()).isEqualTo(expected);
    }

    @Test
    void aFolderThatAnotherProcessHasOpenIsInUse() throws Exception {
        try (FolderPlace place = new FolderPlace()) {
            try (Child child = Child.start(place.folder())) {
                child.acknowledged();
                assertThatThrownBy(() -> RocksStorage.open(place.folder()))
                        .isInstanceOfSatisfying(
                                AnkurahException.Conflict.class,
                                e -> assertThat(e.code()).isEqualTo("storage.in_use"))
                        .hasMessageContaining(place.folder().toString())
                        .hasMessageContaining("in use by another program");
                child.kill(0);
            }
            RocksStorage.open(place.folder()).close();
        }
    }
}
