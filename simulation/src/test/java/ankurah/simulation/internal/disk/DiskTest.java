package ankurah.simulation.internal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.simulation.internal.run.Baton;
import ankurah.simulation.internal.run.Life;
import ankurah.simulation.internal.run.Trace;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore.Durability;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiskTest {
    private final Trace trace = new Trace((what, value) -> {});
    private final Baton baton = new Baton(1, trace, 5, 10_000);
    private final Life life = new Life("node.1");

    private static byte[] key(int number) {
        return new byte[] {(byte) number};
    }

    private static OrderedBatch batch(int number) {
        return new OrderedBatch().put(key(number), key(number));
    }

    private static int count(Disk disk) {
        try (OrderedSnapshot snapshot = new DiskStore(disk, new Life("reader")).snapshot()) {
            int count = 0;
            while (snapshot.get(key(count)) != null) {
                count++;
            }
            return count;
        }
    }

    @Test
    void aCrashLosesASuffixOfWhatWasNotSynced() {
        Set<Integer> left = new HashSet<>();
        baton.run(() -> {
            for (int seed = 0; seed < 40; seed++) {
                Disk disk = new Disk(baton, trace, "x", seed);
                DiskStore store = new DiskStore(disk, life);
                store.write(batch(0), Durability.BUFFERED);
                store.write(batch(1), Durability.SYNCED);
                store.write(batch(2), Durability.BUFFERED);
                store.write(batch(3), Durability.BUFFERED);
                assertThat(count(disk)).isEqualTo(4);
                disk.crash();
                left.add(count(disk));
            }
        });
        assertThat(left).containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void whatAFailedSyncWroteMayBeThereAfterwards() {
        Set<Integer> left = new HashSet<>();
        baton.run(() -> {
            for (int seed = 0; seed < 40; seed++) {
                Disk disk = new Disk(baton, trace, "x", seed);
                DiskStore store = new DiskStore(disk, life);
                disk.failOnce();
                assertThatThrownBy(() -> store.write(batch(0), Durability.SYNCED))
                        .isInstanceOf(AnkurahException.Fault.class);
                assertThat(count(disk)).as("nobody sees it yet").isZero();
                disk.crash();
                left.add(count(disk));
            }
        });
        assertThat(left).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aBackupPutBackIsWhatItWas() {
        baton.run(() -> {
            Disk disk = new Disk(baton, trace, "x", 1);
            DiskStore store = new DiskStore(disk, life);
            store.write(batch(0), Durability.SYNCED);
            disk.takeBackup();
            store.write(batch(1), Durability.SYNCED);
            disk.restoreBackup();
            assertThat(count(disk)).isEqualTo(1);
        });
    }
}
