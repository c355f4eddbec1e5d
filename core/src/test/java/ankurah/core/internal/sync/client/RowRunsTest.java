package ankurah.core.internal.sync.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.storage.EngineOptions;
import ankurah.storage.MemoryStorage;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The rows of a subscription lie in the store as few records, of which few change when a row comes or goes. */
class RowRunsTest {
    private static final String PREFIX = "client/row/7/";

    private static EntityId id(int number) {
        byte[] bytes = new byte[EventId.BYTES];
        new Random(number).nextBytes(bytes);
        return EntityId.fromBytes(bytes);
    }

    private static PackedIds stored(StorageEngine engine) {
        List<PackedIds> runs = new ArrayList<>();
        try (StorageSnapshot snapshot = engine.snapshot()) {
            snapshot.metas(PREFIX).values().forEach(run -> runs.add(PackedIds.of(run)));
        }
        runs.sort((a, b) -> a.getFirst().compareTo(b.getFirst()));
        return PackedIds.joined(runs);
    }

    private static RowRuns opened(StorageEngine engine) {
        RowRuns runs = new RowRuns(PREFIX);
        try (StorageSnapshot snapshot = engine.snapshot()) {
            SortedMap<String, byte[]> found = snapshot.metas(PREFIX);
            found.forEach((key, ids) -> runs.found(Long.parseLong(key.substring(PREFIX.length())), PackedIds.of(ids)));
        }
        return runs;
    }

    private static WriteGroup change(StorageEngine engine, RowRuns runs, Map<EntityId, Boolean> changes) {
        WriteGroup group = new WriteGroup();
        try (StorageSnapshot snapshot = engine.snapshot()) {
            runs.change(changes, snapshot, group);
        }
        engine.commit(group);
        return group;
    }

    @Property(tries = 100)
    void theyHoldWhatAnyHistoryLeaves(@ForAll long seed, @ForAll @IntRange(min = 1, max = 2_000) int ids) {
        Random random = new Random(seed);
        TreeSet<EntityId> expected = new TreeSet<>();
        try (StorageEngine engine = MemoryStorage.open(EngineOptions.defaults())) {
            RowRuns runs = opened(engine);
            for (int round = 0; round < 30; round++) {
                int leaving = random.nextInt(100);
                Map<EntityId, Boolean> changes = new HashMap<>();
                for (int i = random.nextInt(random.nextInt(10) == 0 ? 1_500 : 20); i >= 0; i--) {
                    changes.put(id(random.nextInt(ids)), random.nextInt(100) >= leaving);
                }
                changes.forEach((id, belongs) -> {
                    boolean unused = belongs ? expected.add(id) : expected.remove(id);
                });
                WriteGroup unused = change(engine, runs, changes);
                assertThat(stored(engine)).containsExactlyElementsOf(expected);
                runs = random.nextInt(5) == 0 ? opened(engine) : runs;
            }
            WriteGroup group = new WriteGroup();
            runs.forget(group);
            engine.commit(group);
            assertThat(stored(engine)).isEmpty();
        }
    }

    @Test
    void thousandsOfRowsAreSomeDozenRecordsAndOneMoreIsOne() {
        try (StorageEngine engine = MemoryStorage.open(EngineOptions.defaults())) {
            RowRuns runs = opened(engine);
            Map<EntityId, Boolean> all = new HashMap<>();
            for (int i = 0; i < 10_000; i++) {
                all.put(id(i), true);
            }
            assertThat(change(engine, runs, all).metas()).hasSizeLessThan(100);
            WriteGroup one = change(engine, runs, Map.of(id(10_000), true));
            assertThat(one.metas()).hasSizeBetween(1, 2);
            assertThat(change(engine, runs, Map.of(id(10_000), true)).isEmpty()).isTrue();
        }
    }

    @Test
    void packedIdsAreAListThatIsSearched() {
        TreeSet<EntityId> some = new TreeSet<>();
        for (int i = 0; i < 300; i += 2) {
            some.add(id(i));
        }
        PackedIds packed = PackedIds.of(some);
        assertThat(packed).containsExactlyElementsOf(some);
        for (int i = 0; i < 300; i++) {
            assertThat(packed.contains(id(i))).isEqualTo(i % 2 == 0);
        }
        assertThat(PackedIds.NONE.contains(id(1))).isFalse();
        assertThat(packed.contains("no id")).isFalse();
    }

    @Test
    void aRecordThatIsCutOffIsNotTakenForRows() {
        byte[] cut = new byte[3 * EventId.BYTES - 1];
        assertThatThrownBy(() -> PackedIds.of(cut))
                .isInstanceOfSatisfying(
                        AnkurahException.Fault.class, e -> assertThat(e.code()).isEqualTo("storage.damaged"));
    }
}
