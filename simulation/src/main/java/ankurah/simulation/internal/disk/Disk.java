package ankurah.simulation.internal.disk;

import ankurah.core.Scheduler;
import ankurah.event.RandomSource;
import ankurah.event.Sha256;
import ankurah.simulation.Dice;
import ankurah.simulation.internal.run.Baton;
import ankurah.simulation.internal.run.Life;
import ankurah.simulation.internal.run.Trace;
import ankurah.storage.EngineOptions;
import ankurah.storage.MapSnapshot;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedEngine;
import ankurah.storage.StorageEngine;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process keeps over its crashes. What was written and not synced is there until a crash; then some of it, up to a
 * batch, is there, and what came behind is not. It can be put back to what it was when a backup was taken.
 */
public final class Disk {
    private final Baton baton;
    private final Trace trace;
    private final Dice dice;
    private final String name;
    private final int slowestMicros;
    /** What readers see. */
    private PersistentMap<byte[], byte[]> current = PersistentMap.empty(Arrays::compareUnsigned);

    private PersistentMap<byte[], byte[]> synced = current;
    /** Written and not synced, in order. */
    private final List<OrderedBatch> unsynced = new ArrayList<>();

    private @Nullable PersistentMap<byte[], byte[]> backup;
    private boolean failing;

    public Disk(Baton baton, Trace trace, String name, long seed) {
        this.baton = baton;
        this.trace = trace;
        this.name = name;
        this.dice = new Dice(seed);
        this.slowestMicros = dice.oneIn(3) ? 1 : dice.between(1, 20_000);
    }

    /** An engine over this disk, for one life. */
    public StorageEngine open(Life life, RandomSource random) {
        Scheduler scheduler = baton.scheduler(life);
        return OrderedEngine.open(
                new DiskStore(this, life),
                EngineOptions.of(random, Sha256.jdk()).withExclusion(new Turns(scheduler)));
    }

    String name() {
        return name;
    }

    PersistentMap<byte[], byte[]> current() {
        return current;
    }

    /** Suspends for as long as the disk is busy. */
    void busy() {
        if (slowestMicros > 1) {
            baton.sleep(dice.below(slowestMicros));
        }
    }

    void append(OrderedBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            trace.note("disk", batch.key(i));
        }
        unsynced.add(batch);
    }

    /** Lets readers see a batch. */
    void show(OrderedBatch batch) {
        current = MapSnapshot.applied(current, batch);
    }

    /** False if it fails; how much of what was written has become durable nobody knows then. */
    boolean sync() {
        if (failing) {
            failing = false;
            return false;
        }
        for (OrderedBatch batch : unsynced) {
            synced = MapSnapshot.applied(synced, batch);
        }
        unsynced.clear();
        return true;
    }

    // What befalls it.

    /** The power is gone. The life that wrote here must have ended. */
    public void crash() {
        int kept = unsynced.isEmpty() ? 0 : dice.below(unsynced.size() + 1);
        for (OrderedBatch batch : unsynced.subList(0, kept)) {
            synced = MapSnapshot.applied(synced, batch);
        }
        current = synced;
        unsynced.clear();
        failing = false;
    }

    /** The next sync fails. */
    public void failOnce() {
        failing = true;
    }

    /** Keeps a copy of what is durable now. */
    public void takeBackup() {
        backup = synced;
    }

    public boolean hasBackup() {
        return backup != null;
    }

    /** Puts the copy back; nobody may be using the disk. */
    public void restoreBackup() {
        PersistentMap<byte[], byte[]> copy = backup;
        if (copy != null) {
            current = copy;
            synced = copy;
            unsynced.clear();
        }
    }
}
